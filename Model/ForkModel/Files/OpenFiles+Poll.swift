import Architecture

/// What poll tells.
extension OpenFiles {
  /// The sets of events any one of which poll may tell of an open file description.
  ///
  /// Rule ``posix.poll.file``: Of the console, a file and a shared memory object poll tells what it is asked: they
  /// never block.
  ///
  /// Rule ``posix.poll.reader``: Of the end of a pipe from which is read poll tells input if there are bytes, and
  /// always a hang-up if nobody can write any more. When there are neither bytes nor writers, it may tell input as
  /// well, since a read would not block.
  ///
  /// Rule ``posix.poll.writer``: Of the end of a pipe to which is written poll tells output if the pipe is empty. How
  /// much more it holds is not determined, so otherwise it may tell output or not.
  ///
  /// Rule ``posix.poll.broken``: If nobody can read from the pipe any more, poll always tells a hang-up or an error or
  /// both. It may tell output as well, but not beside a hang-up.
  func possibleEvents(of description: Int, asked: Options<PollEvent>) -> [Options<PollEvent>] {
    let (input, output) = (asked.intersection([.input]), asked.intersection([.output]))
    let opened = opened(description)
    switch opened.object {
    case .console, .file, .sharedObject: return [input.union(output)]
    case .pipeReader(let pipe):
      let hasBytes = pipes[pipe]?.bytes.isEmpty == false
      if isOpen(.pipeWriter(pipe)) { return [hasBytes ? input : []] }
      return (hasBytes ? [input] : [[], input]).map { $0.union([.hangUp]) }
    case .pipeWriter(let pipe):
      if !isOpen(.pipeReader(pipe)) { return [[.hangUp], [.error], [.hangUp, .error], output.union([.error])] }
      return pipes[pipe]?.bytes.isEmpty == true ? [output] : [[], output]
    case .queue(let number): return possibleEvents(of: queue(number), opened.access, asked: asked)
    }
  }
}

extension PollEntry {
  /// What it asks of its descriptor.
  var asked: Options<PollEvent> { Options((input ? [PollEvent.input] : []) + (output ? [.output] : [])) }
}

extension ProcessSystem {
  /// What poll may tell of descriptors, of each for itself.
  ///
  /// Rule ``posix.poll``: poll tells of each descriptor what can be done with it now, of input and output what it is
  /// asked. It changes nothing.
  ///
  /// Rule ``posix.poll.invalid``: Of a descriptor that is not open it tells that, and of a negative number nothing.
  ///
  /// Rule ``posix.poll.limit``: poll may fail with EINVAL if it is asked about more descriptors than the process may
  /// have.
  func possibleEvents(_ entries: [PollEntry], of name: ProcessName) -> Answer {
    let descriptors = process(name).descriptors.descriptionsByNumber
    let events = entries.map { entry -> [Options<PollEvent>] in
      if entry.descriptor < 0 { return [[]] }
      guard let description = descriptors[Int(entry.descriptor)] else { return [[.invalid]] }
      return files.possibleEvents(of: description, asked: entry.asked)
    }
    let isTooMany = entries.count > descriptorLimit(of: name)
    return .events(events, or: isTooMany ? .failed(.invalidArgument) : nil)
  }
}
