import Architecture
import ExactIntegers

/// ftruncate.
extension ProcessSystem {
  /// Rule ``posix.truncate.length``: A length of 2^63 or more is a negative number to the kernel, so ftruncate fails
  /// with EINVAL.
  mutating func possibilities(
    ofTruncating descriptor: Int, to length: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    let isNegative = length < 0 || length >= .twoTo(63)
    guard let description = processes[name]?.descriptors.descriptionsByNumber[descriptor] else {
      throw .failedOneOf((isNegative ? [.invalidArgument] : []) + [.badFileDescriptor])
    }
    try refuse((isNegative ? [.invalidArgument] : []) + files.errors(ofTruncating: description))
    let isShared = files.sharedObject(of: description) != nil
    let answer =
      isShared
      ? try possibilities(ofTruncatingShared: description, to: length)
      : files.possibilities(ofTruncating: description, to: length)
    return limited(answer, ofTruncating: description, to: length, by: name)
  }

  mutating func truncate(_ descriptor: Int, to length: Integer, by name: ProcessName) {
    guard let description = process(name).descriptors.descriptionsByNumber[descriptor] else {
      impossible(
        "posix.truncate.access", "\(name) has truncated what descriptor \(descriptor) leads to, and it is not open")
    }
    let opened = files.opened(description)
    switch opened.object {
    case .file(let number): files.truncateFile(number, to: length)
    case .sharedObject(let number): truncateShared(number, to: length)
    case .console, .pipeReader, .pipeWriter, .queue:
      impossible("posix.truncate.access", "\(name) has truncated \(opened.object) through descriptor \(descriptor)")
    }
  }
}
