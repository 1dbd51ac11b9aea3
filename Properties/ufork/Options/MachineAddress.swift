import ArgumentParser

/// Where somebody's machine listens, as it is typed: `127.0.0.1:5555` or `localhost:5555`.
enum MachineAddress {
  /// Checks an address that was typed.
  ///
  /// - Returns: the address, with numbers only.
  /// - Throws: what people read if it is none.
  static func typed(_ text: String) throws -> String {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let port = UInt16(parts[1]), port > 0, let host = address(parts[0]) else {
      throw ValidationError(
        "an IPv4 address or localhost, and a port from 1 to 65535, such as 127.0.0.1:5555; other names are not looked up"
      )
    }
    return "\(host):\(port)"
  }

  private static func address(_ host: String) -> String? {
    if host == "localhost" { return "127.0.0.1" }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { UInt8($0) }
    return parts.count == 4 && numbers.count == 4 ? numbers.map(String.init).joined(separator: ".") : nil
  }
}
