import Architecture
import ExactIntegers

/// lseek.
extension ProcessSystem {
  /// Moves an offset.
  ///
  /// Rule ``posix.seek.none``: What has no offset fails with ESPIPE: a pipe, the console, a message queue, a shared
  /// memory object. A negative place may be told first: EINVAL.
  ///
  /// Rule ``posix.seek.console``: The console may have an offset, which means nothing.
  mutating func seek(
    _ descriptor: Int, _ distance: Integer, from origin: SeekOrigin, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    let description = try description(descriptor, of: name)
    let isNegative = origin == .start && distance < 0
    switch files.descriptions[description]?.object {
    case .file: return .oneOf([.value(try files.seek(description, distance, from: origin).word)])
    case .console where takes(.consoleOffset): return .atLeast(0)
    case .sharedObject where takes(.objectAsFile):
      return .oneOf([.value(try files.seek(description, distance, from: origin).word)])
    case .console, .pipeReader, .pipeWriter, .queue, .sharedObject, nil:
      throw .failedOneOf([.illegalSeek] + (isNegative ? [.invalidArgument] : []))
    }
  }
}
