import Architecture
import InProcess
import PropertySuite
import PropertyTesting
import Subjects
import Testing

/// By which ways processes may notice each other. Noninterference keeps secrets out of all of them; here one secret uses each,
/// and another process notices.
struct PublicChannelTests {
  private static let segments: [ForkWorld.Segment] = [
    .init(.text, pages: 1), .init(.globalOffsetTable, pages: 1), .init(.data, pages: 1),
    .init(.sharedMapping, pages: 1), .init(.heap, pages: 1),
  ]

  @Test(arguments: [
    ("the regions that are free", ForkAction.fork(child: 2, strategy: nil), ForkAction.fork(child: 3, strategy: nil)),
    ("the children that have ended", .exit(status: 0), .wait),
    (
      "shared memory", .store(.byte, value: 1, through: 0, offset: 0x2000),
      .load(.byte, through: 0, offset: 0x2000)
    ),
    ("files", .write(descriptor: 3, through: 0, length: 1), .size(descriptor: 3)),
    ("signals", .send(signal: .user1, to: 0), .handled(signal: .user1)),
  ])
  func `A secret that uses a public channel is noticed`(channel: String, secret: ForkAction, look: ForkAction) throws {
    let world = ForkWorld(regionSizeLog2: 16, segments: Self.segments, strategy: .copy, frames: 64, regions: 3)
    let steps = [
      ForkStep(0, .open(file: 0, access: .readWrite, options: [.create])),
      ForkStep(0, .setAction(signal: .user1, disposition: .handle)),
      ForkStep(0, .fork(child: 1, strategy: nil)), ForkStep(1, secret), ForkStep(0, look),
    ]
    let property = Noninterference(of: ModelForkSubject(), sparesPublicChannels: false)
    var recorder = Recorder()
    let verdict = try property.check(
      SecretProgram(program: ForkProgram(world: world, steps: steps), secrets: [3]), recording: &recorder)
    guard case .fails(let failure) = verdict else {
      Issue.record("nobody notices a secret in \(channel)")
      return
    }
    #expect(failure.step == 5)
  }
}
