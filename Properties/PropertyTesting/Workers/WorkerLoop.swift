import Foundation
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The life of a worker process: it reads requests from standard input, one line of JSON each, and answers on
/// standard output, until the input ends.
public enum WorkerLoop {
  /// Serves requests on the properties until standard input ends.
  ///
  /// - Parameters:
  ///   - properties: What can be asked for.
  ///   - status: The file in which each case is announced.
  ///   - standardError: The end of what other programs that are under test have written to their standard error lately.
  public static func run(
    properties: [any Property], status: String, standardError: @escaping () -> String = { "" }
  ) throws {
    // An interrupt from the terminal reaches the supervisor as well, which decides what to do.
    signal(SIGINT, SIG_IGN)
    endWithParent()
    let announcement = try CaseAnnouncement(path: status)
    let worker = Worker(
      properties: properties, standardError: standardError, announce: announcement.announce)
    let decoder = JSONDecoder()
    let encoder = JSONEncoder()
    while let line = readLine(strippingNewline: true) {
      let request = try decoder.decode(WorkerRequest.self, from: Data(line.utf8))
      let reply = worker.reply(to: request)
      announcement.clear()
      _ = try FileDescriptor.standardOutput.writeAll(try encoder.encode(reply) + [UInt8(ascii: "\n")])
    }
  }

  /// Ends this process soon after its parent, even if the code under test hangs.
  private static func endWithParent() {
    let parent = getppid()
    Thread.detachNewThread {
      while getppid() == parent { sleep(1) }
      _exit(0)
    }
  }
}
