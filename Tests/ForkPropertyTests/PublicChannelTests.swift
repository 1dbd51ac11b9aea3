import Architecture
import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

/// By which ways processes may notice each other. Noninterference keeps secrets out of all of them; here one secret
/// uses each, and another process notices.
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
    ("the clock", .sleep(seconds: 1, nanoseconds: 0), .clock),
    (
      "pipes", .write(descriptor: 5, through: 0, length: 1),
      .poll(entries: [PollEntry(descriptor: 4, input: true, output: false)])
    ),
    ("shared memory objects", .unlinkShared(object: 0), .openShared(object: 0, access: .readOnly, options: [])),
    (
      "message queues", .sendMessage(descriptor: 7, through: 0, length: 1, priority: 0),
      .receiveMessage(descriptor: 7, through: 0, length: 8)
    ),
    ("signals", .send(signal: .user1, to: 0), .handled(signal: .user1)),
  ])
  func `A secret that uses a public channel is noticed`(channel: String, secret: ForkAction, look: ForkAction) throws {
    try expectNotice(of: secret, in: channel, by: look, regions: 3)
  }

  @Test func `A secret that uses the limit of processes is noticed`() throws {
    try expectNotice(
      of: .fork(child: 2, strategy: nil), in: "the number of processes", by: .fork(child: 3, strategy: nil), regions: 8,
      after: [.setLimit(resource: .processes, soft: 3, hard: 3)])
  }

  private func expectNotice(
    of secret: ForkAction, in channel: String, by look: ForkAction, regions: Int, after more: [ForkAction] = []
  ) throws {
    let world = ForkWorld(regionSizeLog2: 16, segments: Self.segments, strategy: .copy, frames: 64, regions: regions)
    let start: [ForkAction] =
      [
        .open(file: 0, access: .readWrite, options: [.create]), .pipe,
        .openShared(object: 0, access: .readWrite, options: [.create]),
        .openQueue(queue: 0, access: .readWrite, options: [.create], messages: 1, size: 8),
        .setAction(signal: .user1, disposition: .handle),
      ] + more + [.fork(child: 1, strategy: nil)]
    let steps = start.map { ForkStep(0, $0) } + [ForkStep(1, secret), ForkStep(0, look)]
    let property = Noninterference(of: ModelForkSubject(), sparesPublicChannels: false)
    var recorder = Recorder()
    let verdict = try property.check(
      SecretProgram(program: ForkProgram(world: world, steps: steps), secrets: [start.count]), recording: &recorder)
    guard case .fails(let failure) = verdict else {
      Issue.record("nobody notices a secret in \(channel)")
      return
    }
    #expect(failure.step == ForkProgram.line(ofStep: start.count + 1))
  }
}
