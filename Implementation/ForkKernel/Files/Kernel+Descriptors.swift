import Architecture
import Emulator

/// Descriptors: their making, doubling and closing.
extension Kernel {
  /// `close(descriptor)`.
  mutating func close(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let number = integer(0, of: thread)
    let file = try file(number, of: process)
    processes[process].descriptors.close(Int(Int32(truncatingIfNeeded: number)))
    release(file: file)
    return .value(0)
  }

  /// `pipe2(descriptors, flags)`: two C ints.
  mutating func pipe2(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let flags = OpenFlags(rawValue: integer(1, of: thread))
    guard flags.isSubset(of: [.closeOnExecute, .nonBlocking]) else { throw .invalidArgument }
    let target = pointer(0, of: thread)
    try prepare(target, byteCount: 8, .store, for: process)
    guard let first = freeDescriptor(of: process), let second = freeDescriptor(of: process, after: first)
    else { throw .tooManyFiles }
    guard hasRoomForOpenFile(), let (reader, writer) = files.openPipe(flags) else { throw .tooManyFilesInSystem }
    for (number, file) in [(first, reader), (second, writer)] {
      set(Descriptor(file: file, closesOnExecute: flags.contains(.closeOnExecute)), at: number, of: process)
    }
    try copyOut(Int32(first).littleEndianBytes + Int32(second).littleEndianBytes, to: target, for: process)
    return .value(0)
  }

  /// `dup(descriptor)`.
  mutating func dup(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let file = try file(integer(0, of: thread), of: process)
    guard let number = freeDescriptor(of: process) else { throw .tooManyFiles }
    files.retain(file)
    set(Descriptor(file: file), at: number, of: process)
    return .value(UInt64(number))
  }

  /// `dup2(descriptor, number)`: what was open at the number is closed.
  mutating func dup2(_ thread: ThreadID) throws(ErrorNumber) -> SystemCallResult {
    let process = threads[thread].process
    let file = try file(integer(0, of: thread), of: process)
    let number = Int(int(1, of: thread))
    guard (0..<descriptorLimit(of: process)).contains(number) else { throw .badFileDescriptor }
    guard number != int(0, of: thread) else { return .value(UInt64(number)) }
    files.retain(file)
    let replaced = descriptor(number, of: process)
    set(Descriptor(file: file), at: number, of: process)
    if replaced.isOpen { release(file: replaced.file) }
    return .value(UInt64(number))
  }

  // MARK: Descriptors

  /// Opens what has been found, at a free descriptor, which the call answers.
  mutating func open(
    _ kind: OpenFile.Kind, _ flags: OpenFlags, at number: Int, of process: ProcessID
  ) throws(ErrorNumber) -> SystemCallResult {
    guard let file = files.open(kind, flags) else { throw .tooManyFilesInSystem }
    set(Descriptor(file: file, closesOnExecute: flags.contains(.closeOnExecute)), at: number, of: process)
    return .value(UInt64(number))
  }

  /// The open file description of a descriptor.
  func file(_ number: UInt64, of process: ProcessID) throws(ErrorNumber) -> Int32 {
    let descriptor = descriptor(Int(Int32(truncatingIfNeeded: number)), of: process)
    guard descriptor.isOpen else { throw .badFileDescriptor }
    return descriptor.file
  }

  /// A descriptor of any number.
  func descriptor(_ number: Int, of process: ProcessID) -> Descriptor { processes[process].descriptors[number] }

  /// The lowest free descriptor above another one; `nil` at the limit.
  func freeDescriptor(of process: ProcessID, after last: Int = -1) -> Int? {
    let number = processes[process].descriptors.firstFree(after: last)
    return number < descriptorLimit(of: process) ? number : nil
  }

  /// Lets a descriptor refer to an open file description, which has been counted.
  mutating func set(_ descriptor: Descriptor, at number: Int, of process: ProcessID) {
    processes[process].descriptors.set(descriptor, at: number)
  }

  /// Counts one descriptor of an open file description less.
  mutating func release(file: Int32) {
    switch files.release(file) {
    case .closed(let pipe): threads.wake(.pipe(pipe))
    case .gone(let object): memory.release(object, machine)
    case nil: break
    }
  }

  /// Opens the console as descriptors 0, 1 and 2.
  mutating func openConsole(for process: ProcessID) -> Bool {
    guard let console = files.open(.console) else { return false }
    files.retain(console)
    files.retain(console)
    for number in 0..<3 { set(Descriptor(file: console), at: number, of: process) }
    return true
  }

  /// Lets the child's descriptors refer to the parent's open file descriptions.
  mutating func shareDescriptors(of parent: ProcessID, with child: ProcessID) {
    processes[child].descriptors = processes[parent].descriptors
    for file in processes[parent].descriptors.files { files.retain(file) }
  }

  /// Closes the descriptors that do not outlive `execve`.
  mutating func closeDescriptorsOnExecute(of process: ProcessID) {
    for (number, descriptor) in processes[process].descriptors.open where descriptor.closesOnExecute {
      processes[process].descriptors.close(number)
      release(file: descriptor.file)
    }
  }

  /// Closes every descriptor of a process.
  mutating func closeDescriptors(of process: ProcessID) {
    for file in processes[process].descriptors.files { release(file: file) }
    processes[process].descriptors = DescriptorTable()
  }
}
