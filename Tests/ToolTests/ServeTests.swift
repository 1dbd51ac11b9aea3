import Foundation
import SystemsUnderTest
import Testing

/// Our machine, as others' test-benches meet it.
struct ServeTests {
  @Test func `A silent client keeps nobody else waiting, and each client has a machine of its own`() async throws {
    let server = Process()
    let errors = Pipe()
    server.executableURL = URL(filePath: UforkProcess.path)
    server.arguments = ["serve", "--rvfi-dii", "0"]
    server.standardError = errors
    try server.run()
    defer { server.terminate() }
    var line = ""
    while !line.hasSuffix("\n"), let byte = try errors.fileHandleForReading.read(upToCount: 1) {
      line += String(decoding: byte, as: UTF8.self)
    }
    let address = try #require(line.split(whereSeparator: \.isWhitespace).last).split(separator: ":")
    let port = try #require(UInt16(address[1]))

    let silent = try TCPSocket.connect(host: "127.0.0.1", port: port, timeout: .seconds(60))
    let first = try RVFIMachineSubject.connected(to: "127.0.0.1:\(port)", timeout: .seconds(60))
    let second = try RVFIMachineSubject.connected(to: "127.0.0.1:\(port)", timeout: .seconds(60))
    // addi x1, x0, 5 in one machine; addi x2, x1, 0 in both.
    _ = try first.execute(0x0050_0093)
    #expect(try first.execute(0x0000_8113).destinationValue == 5)
    #expect(try second.execute(0x0000_8113).destinationValue == 0)
    for _ in 0..<20 {
      let next = try RVFIMachineSubject.connected(to: "127.0.0.1:\(port)", timeout: .seconds(60))
      try next.reset()
    }
    _ = consume silent
  }
}
