import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertySuite
import PropertyTesting
import Subjects
import Testing
import Translation

/// The single address space refines the POSIX view, contents included.
struct RefinementTests {
  @Test(arguments: [Relocation.Policy.clear, .clamp])
  func `Whatever a program does, owed relocation makes the one view of its state the other`(
    policy: Relocation.Policy
  ) throws {
    for seed in 0..<150 {
      var source = ChoiceSource(seed: UInt64(seed))
      let program = ForkProgram.generate(ForkProgramProfile(strategies: ForkStrategy.allCases), from: &source)
      try check(program, policy: policy)
    }
  }

  private func check(_ program: ForkProgram, policy: Relocation.Policy) throws {
    let world = program.world.inModel(.cc128)
    var space = AddressSpace(world, relocationPolicy: policy)
    let base = try #require(space.processes[.first]?.region.base)
    var reference = PosixReference(world, regionBase: base)
    for step in program.steps {
      let outcome = space.perform(step.action.inModel, by: step.process.inModel)
      let disagreement = reference.judge(outcome, of: step.action.inModel, by: step.process.inModel)
      try #require(disagreement == nil, "\(program.lines)")
      let differences = space.differences(from: reference.system, placement: reference.placement)
      try #require(differences.isEmpty, "\(differences) after \(step) of \(program.lines)")
    }
  }

  @Test func `Threads and children of vfork are the same in both views, and keep every guarantee`() throws {
    var kinds: Set<String> = []
    for seed in 0..<150 {
      var source = ChoiceSource(seed: UInt64(seed))
      let program = ForkProgram.generate(ForkProgramProfile(strategies: ForkStrategy.allCases), from: &source)
      var space = AddressSpace(program.world.inModel(.cc128))
      let base = try #require(space.processes[.first]?.region.base)
      var reference = PosixReference(program.world.inModel(.cc128), regionBase: base)
      for step in program.steps {
        let (action, thread) = Self.varied(step.action.inModel, from: &source)
        let name = step.process.inModel
        let before = space.state
        let outcome = space.perform(action, by: name, thread: thread)
        let disagreement = reference.judge(outcome, of: action, by: name, thread: thread)
        try #require(disagreement == nil, "\(action) by \(name), thread \(thread): \(outcome)")
        try #require(space.differences(from: reference.system, placement: reference.placement) == [])
        let transition = Transition(from: before, to: space.state, by: name)
        let violations = Invariant.all.flatMap { $0.violations(in: space.state) } + transition.violations
        try #require(violations == [], "\(action) by \(name)")
        if outcome != .skipped, let kind = Self.kind(action) { kinds.insert(kind) }
        if thread > 0 && outcome == .done { kinds.insert("another thread") }
      }
    }
    #expect(kinds == ["vfork", "create", "exit", "join", "another thread"])
  }

  /// An action or, now and then, one that the seam does not have, by one of a few threads.
  private static func varied(
    _ action: ProcessAction, from source: inout ChoiceSource
  ) -> (action: ProcessAction, thread: Int) {
    let thread = source.weighted([(3, 0), (1, 1), (1, 2)])
    guard source.boolean(probability: 0.25) else { return (action, thread) }
    let other = source.integer(in: 0...2)
    switch source.integer(in: 0...5) {
    case 0: return (.vfork(child: ProcessNumber(source.integer(in: 1...7))), thread)
    case 1, 2: return (.createThread(other), thread)
    case 3: return (.exitThread, thread)
    default: return (.joinThread(other), thread)
    }
  }

  private static func kind(_ action: ProcessAction) -> String? {
    switch action {
    case .vfork: "vfork"
    case .createThread: "create"
    case .exitThread: "exit"
    case .joinThread: "join"
    default: nil
    }
  }

  @Test func `To re-home a pointer and to relocate it later is to relocate it at once`() throws {
    let regions = (1...3).map { Region(base: Integer($0) << 18, sizeLog2: 16, epoch: 0) }
    for (length, offset) in [(0, 0), (0, 0x10000), (0x10000, 0), (1, 0xFFFF), (0x1230, 0x4561), (16, 0x100)] {
      let pointer = Format.cc128.root.setAddress(regions[0].base + Integer(offset))
        .setBounds(length: Integer(length)).capability
      let atOnce = pointer.relocated(from: regions[0], to: regions[2])
      let rehomed = pointer.relocated(from: regions[0], to: regions[1]).relocated(from: regions[1], to: regions[2])
      #expect(atOnce.tag && atOnce == rehomed)
      #expect(atOnce.base - regions[2].base == pointer.base - regions[0].base)
      #expect(atOnce.metadata == pointer.metadata)
    }
  }
}
