import Foundation

/// The machine that this program runs on, to be named beside figures.
enum HostMachine {
  /// Its name, as it calls itself; nobody else is asked.
  static var name: String {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? "localhost" : text
  }

  /// Its processor and how many cores of it are there: "2 cores of AMD EPYC 7B13".
  static var description: String {
    let cores = counted(ProcessInfo.processInfo.activeProcessorCount, "core", "cores")
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return "\(cores) of \(model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "an unknown processor")"
  }
}
