import ForkKernel
import Subjects

/// Who is called what in a program that runs on a kernel.
struct KernelForkNames {
  /// A process that bears, or bore, a name.
  struct Entry {
    let process: ProcessID
    /// Distinguishes the process from a later one in its slot of the kernel's table.
    let pid: Int32
    /// The kernel's identifiers of its threads, those that have ended and were not joined included.
    var threads: [UInt8: Int32]
  }

  private(set) var entries: [ProcessName: Entry] = [:]

  /// Gives a new process a name; its one thread is thread 0.
  mutating func add(_ process: ProcessID, _ name: ProcessName, in kernel: borrowing Kernel) {
    entries[name] = Entry(
      process: process, pid: kernel.pid(of: process),
      threads: kernel.threadIdentifiers(of: process).first.map { [0: $0] } ?? [:])
  }

  /// The process of a name, running or zombie.
  func process(_ name: ProcessName, in kernel: borrowing Kernel) -> ProcessID? {
    guard let entry = entries[name], kernel.pid(of: entry.process) == entry.pid else { return nil }
    return entry.process
  }

  /// The process that bore a name last, by its identifier.
  func name(ofPID pid: Int32) -> ProcessName? { entries.first { $0.value.pid == pid }?.key }

  /// The kernel's identifier of a thread.
  func thread(_ number: UInt8, of name: ProcessName) -> Int32? { entries[name]?.threads[number] }

  /// Gives a thread of a process a number, or takes it away.
  mutating func setThread(_ number: UInt8, of name: ProcessName, to identifier: Int32?) {
    entries[name]?.threads[number] = identifier
  }
}
