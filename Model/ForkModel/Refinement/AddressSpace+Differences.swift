import Architecture
import CapabilityModel

extension AddressSpace {
  /// Where the contents of registers and memory differ from those of the POSIX view, bytes included.
  ///
  /// This is the whole refinement, which needs more than guarantees may ask of a subject: the bytes of every frame.
  package func differences(from system: PosixSystem, placement: Placement) -> [String] {
    system.violations(ofRefinementBy: state).map(\.finding) + differingFiles(from: system, placement: placement)
      + processes.filter { $0.value.runs && system.processes[$0.key] != nil }.sorted { $0.key < $1.key }
      .flatMap { name, process in
        differingRegisters(of: process, name, system, placement) + differingPages(of: process, name, system)
          + differingBytes(of: process, name, system, placement)
      }
  }

  private func differingRegisters(
    of process: SpaceProcess, _ name: ProcessName, _ system: PosixSystem, _ placement: Placement
  ) -> [String] {
    process.threads.running.flatMap { thread, content -> [String] in
      guard let expected = system.processes[name]?.threads.running[thread] else {
        return ["\(name) has thread \(thread)."]
      }
      return zip(content.registers, expected.registers).compactMap { register, expected in
        let isAllowed = Expectation.register(expected)
          .allows(.pointer(PointerView(register.bits)), by: name, in: placement, space: system.space)
        return isAllowed ? nil : "Thread \(thread) of \(name) should hold \(expected), but holds \(register)."
      }
    }
  }

  /// Both views agree on what is mapped; and every mapped page has a mapping with just this entitlement, unless what it
  /// showed was discarded.
  private func differingPages(of process: SpaceProcess, _ name: ProcessName, _ system: PosixSystem) -> [String] {
    let expected = system.process(name).layout
    if process.layout != expected { return ["The pages of \(name) should be \(expected), but are \(process.layout)."] }
    let entitlements = process.mappings.mapValues(\.entitlement)
    return entitlements == process.layout.pages.filter { !$0.value.isDiscarded }.mapValues(\.entitlement)
      ? [] : ["\(name) has mappings \(entitlements)."]
  }

  private func differingBytes(
    of process: SpaceProcess, _ name: ProcessName, _ system: PosixSystem, _ placement: Placement
  ) -> [String] {
    process.mappings.flatMap { page, mapping -> [String] in
      let frame = frame(mapping.frame)
      return frame.writtenOffsets.compactMap { offset in
        let position = page * ProcessImage.pageSize + offset
        let expected = system.byte(at: position, of: name)
        let isAllowed = [expected].show([frame.byte(at: offset)], placement: placement)
        return isAllowed ? nil : "Byte \(position) of \(name) should be \(expected), but is \(frame.byte(at: offset))."
      }
    }
  }

  private func differingFiles(from system: PosixSystem, placement: Placement) -> [String] {
    let agrees = { (byte: UInt8, expected: PosixByte) in [expected].show([byte], placement: placement) }
    var differences: [String] = []
    if files.descriptions != system.files.descriptions { differences.append("Open file descriptions differ.") }
    if files.directory != system.files.directory { differences.append("The directories differ.") }
    if time != system.time { differences.append("The times differ.") }
    for (name, process) in processes where process.limits != system.processes[name]?.limits {
      differences.append("The limits of \(name) differ.")
    }
    for (name, process) in processes where process.descriptors != system.processes[name]?.descriptors {
      differences.append("The descriptors of \(name) differ.")
    }
    let pipes = system.files.pipes
    if Set(files.pipes.keys) != Set(pipes.keys) { differences.append("There are other pipes.") }
    for (number, pipe) in files.pipes where pipes[number].map({ !$0.shows(pipe, placement) }) == true {
      differences.append("The bytes in pipe \(number) differ.")
    }
    if Set(files.files.keys) != Set(system.files.files.keys) { differences.append("There are other files.") }
    for (number, file) in files.files {
      if let expected = system.files.files[number], file.differs(from: expected, agrees) {
        differences.append("The bytes of file \(number) differ.")
      }
    }
    if files.objects != system.files.objects { differences.append("The shared memory objects differ.") }
    if files.objectNames != system.files.objectNames { differences.append("The names of such objects differ.") }
    if files.queueNames != system.files.queueNames { differences.append("The names of queues differ.") }
    let queues = system.files.queues
    if Set(files.queues.keys) != Set(queues.keys) { differences.append("There are other queues.") }
    for (number, queue) in files.queues where queues[number].map({ !$0.shows(queue, placement) }) == true {
      differences.append("The messages in queue \(number) differ.")
    }
    return differences
  }
}

extension Pipe<PosixByte> {
  /// Whether the bytes of another pipe are those that this one must show.
  fileprivate func shows(_ pipe: Pipe<UInt8>, _ placement: Placement) -> Bool {
    bytes.count == pipe.bytes.count && bytes.show(pipe.bytes, placement: placement)
  }
}

extension MessageQueue<PosixByte> {
  /// Whether the messages of another queue are those that this one must show.
  fileprivate func shows(_ queue: MessageQueue<UInt8>, _ placement: Placement) -> Bool {
    capacity == queue.capacity && messageSize == queue.messageSize
      && messages.map(\.priority) == queue.messages.map(\.priority)
      && zip(messages, queue.messages).allSatisfy {
        $0.bytes.count == $1.bytes.count && $0.bytes.show($1.bytes, placement: placement)
      }
  }
}
