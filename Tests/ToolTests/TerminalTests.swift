import Foundation
import Testing

#if os(Linux)
  import Glibc

  /// What a terminal shows.
  struct TerminalTests {
    /// What a run writes to a terminal of so many columns.
    private func output(columns: UInt16, terminal: String) async throws -> String {
      let directory = try TemporaryDirectory()
      let master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var (number, locked): (Int32, Int32) = (0, 0)
      // TIOCGPTN and TIOCSPTLCK, which Swift does not import: the number of the terminal, and whether it is locked.
      try #require(unsafe ioctl(master, 0x8004_5430, &number) == 0 && ioctl(master, 0x4004_5431, &locked) == 0)
      let slave = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
      var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      try #require(unsafe ioctl(slave, UInt(TIOCSWINSZ), &size) == 0)
      let running = try RunningProcess(
        ["check", "capability.agreement.cc128", "--seed", "1", "--workers", "1", "--budget", "3s"], in: directory,
        output: FileHandle(fileDescriptor: slave, closeOnDealloc: true), environment: ["TERM": terminal])
      async let text = Self.everything(from: master)
      _ = try await running.end()
      running.closeOutput()
      return await text
    }

    /// What is written to a terminal, until nobody is left to write. Reading waits, so it has a thread of its own.
    private static func everything(from master: Int32) async -> String {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread {
          var bytes: [UInt8] = []
          var chunk = [UInt8](repeating: 0, count: 4096)
          // Reading from a terminal whose other side is closed is an error on Linux; a FileHandle would drop what it
          // has.
          while case let count = unsafe read(master, &chunk, chunk.count), count > 0 { bytes += chunk.prefix(count) }
          close(master)
          continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
        }
      }
    }

    @Test func `Progress is cut to the width of the terminal`() async throws {
      let output = try await output(columns: 40, terminal: "xterm")
      let lines = output.components(separatedBy: "\r\u{1B}[K").dropFirst().map { $0.prefix { !$0.isNewline } }
      #expect(lines.contains { $0.contains(" left · ") })
      for line in lines where line.contains(" left · ") { #expect(line.count <= 39, "\(line)") }
    }

    @Test func `A terminal that does not know escape sequences gets none`() async throws {
      let output = try await output(columns: 80, terminal: "dumb")
      #expect(output.contains("1 property: 1 holds."))
      #expect(!output.contains("\u{1B}"))
    }
  }
#endif
