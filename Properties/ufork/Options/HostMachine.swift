import Foundation

/// The machine that this program runs on, to be named beside figures.
enum HostMachine {
  /// Its processor and how many cores of it are there: "2 cores of AMD EPYC 7B13".
  static var description: String {
    let cores = counted(ProcessInfo.processInfo.activeProcessorCount, "core", "cores")
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return "\(cores) of \(model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "an unknown processor")"
  }
}
