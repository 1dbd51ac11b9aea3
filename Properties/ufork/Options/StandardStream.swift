import SystemPackage

/// Standard output and standard error, for writing without ever ending the program: whoever has stopped reading
/// (`ufork check | head`) does not want to hear more.
enum StandardStream {
  case output
  case error

  /// Writes text as it is.
  func write(_ text: String) { write(text.utf8) }

  /// Writes bytes as they are.
  func write(_ bytes: some Sequence<UInt8>) {
    let descriptor: FileDescriptor = self == .output ? .standardOutput : .standardError
    _ = try? descriptor.writeAll(bytes)
  }
}
