import Foundation
import JSONReading
public import SystemPackage

/// Answers a checker that speaks the fork protocol, with any kernel: what ``StdioForkSubject`` talks to.
public struct ForkServer {
  private var subject: any ForkSubject
  private let description: ForkSubjectDescription
  private let encoder = JSONEncoder()

  /// Makes a server of a kernel.
  ///
  /// - Parameter description: what the kernel says of itself. Whether it is inspected is up to the checker.
  public init(_ subject: any ForkSubject, description: ForkSubjectDescription) {
    self.subject = subject
    self.description = description
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// Answers requests, one a line, until the input ends.
  ///
  /// - Throws: ``ChannelError`` if a line is longer than ``ByteChannel/messageLimit``, or nobody reads the answers.
  public mutating func serve(from input: FileDescriptor, to output: FileDescriptor) throws(ChannelError) {
    var lines = LineInput(input)
    while let line = try lines.next() {
      do {
        _ = try output.writeAll(try encoder.encode(reply(to: line)) + [UInt8(ascii: "\n")])
      } catch {
        throw .refused("\(error)")
      }
    }
  }

  /// The answer to one line.
  private mutating func reply(to line: [UInt8]) -> ForkReply {
    do {
      switch try StrictJSON.decode(ForkRequest.self, from: line) {
      case .hello: return .hello(description)
      case .start(let world):
        return .observation(try subject.start(world))
      case .perform(let step): return .observation(try subject.perform(step))
      case .inspect:
        guard description.level == .inspection, let state = try subject.inspect() else {
          return .failure(message: "there is no state to inspect")
        }
        return .state(state)
      }
    } catch let problem as JSONProblem {
      return .failure(message: "not a request of this protocol: \(problem)")
    } catch {
      return .failure(message: "\(error)")
    }
  }
}
