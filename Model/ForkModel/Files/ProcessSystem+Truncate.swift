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
    guard let description = try? description(descriptor, of: name) else { return }
    truncateShared(description, to: length)
    files.truncate(description, to: length)
  }
}
