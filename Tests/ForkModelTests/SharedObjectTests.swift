import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// What the calls on shared memory objects do, by examples.
struct SharedObjectTests {
  private var world = ExampleWorld()
  private let child = ProcessName(1)

  private static func open(
    _ object: UInt8 = 7, _ access: FileAccess = .readWrite, _ options: Options<OpenOption> = [.create]
  ) -> ForkAction {
    .openShared(object: object, access: access, options: options)
  }

  private static func map(
    into register: PointerRegister = 2, _ descriptor: Int32 = 3, page: UInt16 = 0, pages: UInt16 = 1,
    _ protection: Options<PageProtection> = [.read, .write]
  ) -> ForkAction {
    .mapShared(into: register, descriptor: descriptor, page: page, pages: pages, protection: protection)
  }

  private static func store(_ value: UInt64, _ register: PointerRegister, _ offset: Int32 = 0) -> ForkAction {
    .store(.byte, value: value, through: register, offset: offset)
  }

  private static func load(_ register: PointerRegister, _ offset: Int32 = 0) -> ForkAction {
    .load(.byte, through: register, offset: offset)
  }

  /// Opens an object as descriptor 3, of so many bytes, and maps its pages for register 2.
  private mutating func prepare(bytes: UInt64, mapped pages: UInt16) {
    #expect(world.perform(Self.open()) == .descriptor(number: 3))
    #expect(world.perform(.truncate(descriptor: 3, length: bytes)) == .done)
    mustMap(Self.map(pages: pages))
  }

  private mutating func mustMap(_ map: ForkAction, by name: ProcessName = .first) {
    if case .mapped = world.perform(map, by: name) { return }
    Issue.record("\(map) failed")
  }

  @Test mutating func `Names are found, created and refused as those of files are`() {
    #expect(world.perform(Self.open(7, .readWrite, [])) == .failed(.noSuchFile))
    #expect(world.perform(Self.open(7, .readWrite, [.exclusive])) == .failed(.invalidArgument))
    #expect(world.perform(Self.open(7, .readOnly, [.create, .truncate])) == .failed(.invalidArgument))
    #expect(world.perform(Self.open(7, .writeOnly, [.create])) == .failed(.invalidArgument))
    #expect(world.perform(Self.open(7, .readWrite, [.create, .exclusive])) == .descriptor(number: 3))
    #expect(world.perform(.size(descriptor: 3)) == .value(0))
    #expect(world.perform(Self.open(7, .readWrite, [.create, .exclusive])) == .failed(.fileExists))
    #expect(world.perform(.open(file: 7, access: .readOnly, options: [])) == .failed(.noSuchFile))
    #expect(world.perform(.unlinkShared(object: 7)) == .done)
    #expect(world.perform(.unlinkShared(object: 7)) == .failed(.noSuchFile))
    #expect(world.perform(Self.open(7, .readOnly, [])) == .failed(.noSuchFile))
    world.perform(.setLimit(resource: .descriptors, soft: 4, hard: 4))
    #expect(world.perform(Self.open(8, .readWrite, [])) == .failed(.tooManyFiles))
  }

  @Test mutating func `Who maps a page sees what the others store, in one process and in several`() {
    prepare(bytes: 8192, mapped: 2)
    mustMap(Self.map(into: 4, page: 1))
    world.perform(Self.store(5, 2, 4096))
    #expect(world.perform(Self.load(4)) == .value(5))
    world.fork(child)
    world.perform(Self.store(6, 4), by: child)
    #expect(world.perform(Self.load(2, 4096)) == .value(6))
    // Somebody who has the name only.
    let stranger = ProcessName(2)
    world.perform(.spawn(child: stranger))
    #expect(world.perform(Self.open(7, .readOnly, []), by: stranger) == .descriptor(number: 3))
    mustMap(Self.map(page: 1, [.read]), by: stranger)
    #expect(world.perform(Self.load(2), by: stranger) == .value(6))
    #expect(world.perform(Self.store(1, 2), by: stranger) == .killed(.capability))
  }

  @Test mutating func `No pointer goes through shared memory`() {
    prepare(bytes: 4096, mapped: 1)
    #expect(world.perform(.storePointer(2, through: 2, offset: 0)) == .killed(.page))
  }

  @Test mutating func `A mapping lies within its object, and is no more than its descriptor permits`() {
    prepare(bytes: 4097, mapped: 2)
    for error in [ErrorNumber.invalidArgument, .noSuchDeviceOrAddress] {
      #expect(world.allows(.failed(error), of: Self.map(page: 1, pages: 2)))
      #expect(world.allows(.failed(error), of: Self.map(page: 2)))
    }
    #expect(world.perform(Self.map(page: 2)) != .failed(.noMemory))
    #expect(world.perform(Self.map(pages: 0)) == .failed(.invalidArgument))
    #expect(world.perform(Self.map(9)) == .failed(.badFileDescriptor))
    #expect(world.perform(Self.map(0)) == .failed(.noDevice))
    world.perform(.open(file: 1, access: .readWrite, options: [.create]))
    #expect(world.perform(Self.map(4)) == .failed(.noDevice))
    #expect(world.perform(Self.open(7, .readOnly, [])) == .descriptor(number: 5))
    #expect(world.perform(Self.map(5)) == .failed(.accessDenied))
    mustMap(Self.map(5, [.read]))
  }

  @Test mutating func `Of several reasons to refuse a mapping any one may be told`() {
    world.perform(Self.open(7, .readOnly, [.create]))
    for error in [ErrorNumber.accessDenied, .invalidArgument, .noSuchDeviceOrAddress] {
      #expect(world.allows(.failed(error), of: Self.map()))
    }
    #expect(!world.allows(.failed(.noMemory), of: Self.map()))
    #expect(!world.allows(.failed(.badFileDescriptor), of: Self.map()))
    #expect(world.allows(.failed(.invalidArgument), of: Self.map(9, pages: 0)))
    #expect(world.allows(.failed(.badFileDescriptor), of: Self.map(9, pages: 0)))
  }

  @Test mutating func `A mapping needs a gap, but no memory of its own`() {
    // Nine frames: five for the image, four for the object.
    world = ExampleWorld(ForkTests.world(.copy, frames: 9))
    prepare(bytes: 4 * 4096, mapped: 4)
    mustMap(Self.map(into: 3, pages: 4))
    // Of the sixteen pages of the region three are left.
    #expect(world.perform(Self.map(into: 4, pages: 4)) == .failed(.noMemory))
    mustMap(Self.map(into: 4, pages: 3))
    world.perform(.unmap(through: 3, pages: 4))
    #expect(world.perform(.truncate(descriptor: 3, length: 4 * 4096 + 1)) == .failed(.noMemory))
    #expect(world.perform(.size(descriptor: 3)) == .value(4 * 4096))
  }

  @Test mutating func `What is mapped read-only through a read-only descriptor stays so`() {
    prepare(bytes: 4096, mapped: 1)
    world.perform(Self.open(7, .readOnly, []))
    let protect = ForkAction.protect(through: 2, pages: 1, protection: [.read, .write])
    mustMap(Self.map(3, [.read]))
    #expect(world.perform(protect) == .done)
    mustMap(Self.map(4, [.read]))
    #expect(world.perform(protect) == .failed(.accessDenied))
    #expect(world.perform(.protect(through: 2, pages: 1, protection: [])) == .done)
    world.fork(child)
    #expect(world.perform(protect, by: child) == .failed(.accessDenied))
  }

  @Test mutating func `ftruncate needs a descriptor to write, and counts memory once`() {
    world = ExampleWorld(ForkTests.world(.copy, frames: 9))
    prepare(bytes: 4096, mapped: 1)
    world.perform(Self.open(7, .readOnly, []))
    #expect(world.perform(.truncate(descriptor: 4, length: 0)) == .failed(.invalidArgument))
    #expect(world.perform(.truncate(descriptor: 3, length: 1 << 62)) == .failed(.noMemory))
    #expect(world.perform(.truncate(descriptor: 3, length: 1 << 63)) == .failed(.invalidArgument))
    // Five frames for the image, one for the object, three to spare.
    #expect(world.perform(.truncate(descriptor: 3, length: 5 * 4096)) == .failed(.noMemory))
    #expect(world.perform(.truncate(descriptor: 3, length: 4 * 4096)) == .done)
    #expect(world.perform(.map(into: 4, pages: 1, protection: [.read], isShared: false)) == .failed(.noMemory))
    #expect(world.perform(.truncate(descriptor: 3, length: 3 * 4096)) == .done)
    #expect(world.perform(.size(descriptor: 4)) == .value(3 * 4096))
    mustMap(.map(into: 4, pages: 1, protection: [.read], isShared: false))
  }

  @Test mutating func `Pages that go are discarded for all who map them, until they are unmapped`() {
    prepare(bytes: 8192, mapped: 2)
    world.perform(Self.store(5, 2, 4096))
    world.fork(child)
    world.fork(ProcessName(2))
    #expect(world.perform(.truncate(descriptor: 3, length: 4096)) == .done)
    #expect(world.perform(Self.load(2, 4096), by: child) == .killed(.beyondObject))
    #expect(world.perform(.truncate(descriptor: 3, length: 8192)) == .done)
    world.fork(ProcessName(3))
    for name in [ProcessName(2), ProcessName(3)] {
      #expect(world.perform(Self.load(2), by: name) == .value(0))
      #expect(world.perform(Self.store(1, 2, 4096), by: name) == .killed(.beyondObject))
    }
    // The page lies between the image, at 0x5000, and what is mapped now.
    mustMap(Self.map(into: 4, page: 1))
    #expect(world.perform(Self.load(4)) == .value(0))
    world.perform(.derive(into: 5, from: 2, increment: 4096))
    #expect(world.perform(.write(descriptor: 1, through: 5, length: 1)) == .failed(.badAddress))
    #expect(world.perform(.unmap(through: 5, pages: 1)) == .done)
    #expect(world.perform(Self.load(5)) == .killed(.page))
  }

  @Test mutating func `A discarded page that may not be accessed anyway is refused as any other`() {
    prepare(bytes: 4096, mapped: 1)
    world.perform(.truncate(descriptor: 3, length: 0))
    #expect(world.perform(.protect(through: 2, pages: 1, protection: [.read])) == .done)
    world.fork(child)
    #expect(world.perform(Self.store(1, 2), by: child) == .killed(.page))
    #expect(world.perform(Self.load(2)) == .killed(.beyondObject))
  }

  @Test mutating func `The rest of the last page is zero after shrinking, and left open after growing`() {
    prepare(bytes: 100, mapped: 1)
    for offset: Int32 in [49, 50, 99, 200] { world.perform(Self.store(5, 2, offset)) }
    #expect(world.perform(.truncate(descriptor: 3, length: 50)) == .done)
    for (offset, value) in [(49, 5), (50, 0), (99, 0), (200, 0)] as [(Int32, UInt64)] {
      #expect(!world.allows(.value(7), of: Self.load(2, offset)))
      #expect(world.perform(Self.load(2, offset)) == .value(value))
    }
    world.perform(Self.store(5, 2, 60))
    #expect(world.perform(.truncate(descriptor: 3, length: 100)) == .done)
    #expect(world.allows(.value(5), of: Self.load(2, 60)))
    #expect(world.allows(.value(0), of: Self.load(2, 60)))
    #expect(!world.allows(.value(5), of: Self.load(2, 61)))
  }

  @Test mutating func `An object that is opened with O_TRUNC has no bytes, for nobody`() {
    prepare(bytes: 4096, mapped: 1)
    #expect(world.perform(Self.open(7, .readWrite, [.truncate])) == .descriptor(number: 4))
    #expect(world.perform(.size(descriptor: 3)) == .value(0))
    #expect(world.perform(Self.load(2)) == .killed(.beyondObject))
  }

  @Test mutating func `An object lives on without its name while it is open or any of it is mapped`() {
    world = ExampleWorld(ForkTests.world(.copy, frames: 9))
    prepare(bytes: 4 * 4096, mapped: 1)
    world.perform(Self.store(5, 2))
    world.perform(.unlinkShared(object: 7))
    world.perform(.close(descriptor: 3))
    #expect(world.perform(Self.load(2)) == .value(5))
    // It has all of its four pages still.
    let map = ForkAction.map(into: 4, pages: 1, protection: [.read], isShared: false)
    #expect(world.perform(map) == .failed(.noMemory))
    world.perform(.unmap(through: 2, pages: 1))
    mustMap(map)
  }

  @Test mutating func `An object that has a name outlives everybody who uses it`() {
    prepare(bytes: 4096, mapped: 1)
    world.perform(Self.store(5, 2))
    world.fork(child)
    world.perform(.execute)
    #expect(world.perform(Self.load(2)) == .killed(.capability))
    #expect(world.perform(.size(descriptor: 3), by: child) == .value(4096))
    world.perform(.spawn(child: ProcessName(2)), by: child)
    world.perform(.exit(status: 0), by: child)
    let last = ProcessName(2)
    #expect(world.perform(.size(descriptor: 3), by: last) == .failed(.badFileDescriptor))
    #expect(world.perform(Self.open(7, .readOnly, []), by: last) == .descriptor(number: 3))
    mustMap(Self.map(3, [.read]), by: last)
    #expect(world.perform(Self.load(2), by: last) == .value(5))
  }

  @Test mutating func `What execve gives back of an object counts, unless it has a name`() {
    // Five frames for the image, and three for an object: two images never fit.
    for isNamed in [true, false] {
      world = ExampleWorld(ForkTests.world(.copy, frames: 8))
      prepare(bytes: 3 * 4096, mapped: 1)
      if !isNamed { world.perform(.unlinkShared(object: 7)) }
      world.perform(.execute)
      let map = ForkAction.map(into: 4, pages: 3, protection: [.read], isShared: false)
      if isNamed { #expect(world.perform(map) == .failed(.noMemory)) } else { mustMap(map) }
    }
  }

  @Test mutating func `To read or write an object is refused, or done as with a file`() {
    world.perform(Self.open())
    let transfers: [(PointerRegister, UInt32) -> ForkAction] = [
      { .read(descriptor: 3, through: $0, length: $1) }, { .write(descriptor: 3, through: $0, length: $1) },
      { .readVector(descriptor: 3, buffers: [Buffer(through: $0, length: $1)]) },
      { .writeVector(descriptor: 3, buffers: [Buffer(through: $0, length: $1)]) },
    ]
    for transfer in transfers {
      #expect(world.perform(transfer(0, 1)) == .failed(.invalidArgument))
      #expect(!world.allows(.failed(.badAddress), of: transfer(0, 1)))
      #expect(!world.allows(.count(bytes: 2), of: transfer(0, 1)))
      #expect(!world.allows(.wouldBlock, of: transfer(0, 1)))
      #expect(world.allows(.failed(.badAddress), of: transfer(7, 1)))
      #expect(world.allows(.failed(.invalidArgument), of: transfer(7, 1)))
      #expect(world.allows(.failed(.invalidArgument), of: transfer(7, 0)))
      #expect(world.allows(.count(bytes: 0), of: transfer(7, 0)))
    }
    #expect(world.perform(.seek(descriptor: 3, offset: 0, from: .start)) == .failed(.illegalSeek))
    #expect(world.allows(.value(9), of: .seek(descriptor: 3, offset: 9, from: .start)))
    #expect(!world.allows(.value(8), of: .seek(descriptor: 3, offset: 9, from: .start)))
    #expect(
      world.perform(.poll(entries: [PollEntry(descriptor: 3, input: true, output: true)]))
        == .events(happened: [[.input, .output]]))
  }

  @Test mutating func `The limit on files may hold for objects, too`() {
    world.perform(Self.open())
    world.perform(.setLimit(resource: .fileSize, soft: 100, hard: 100))
    let truncate = ForkAction.truncate(descriptor: 3, length: 101)
    #expect(world.allows(.done, of: truncate))
    #expect(world.allows(.signaled(.fileSizeLimit), of: truncate))
    #expect(!world.allows(.signaled(.fileSizeLimit), of: .truncate(descriptor: 3, length: 100)))
  }
}

/// What the guarantees say of shared memory objects.
struct SharedObjectGuaranteeTests {
  /// A world with an object of two pages, of which the first is mapped, its frames, and how it was before it was
  /// shortened.
  private func shortened() throws -> (before: AddressSpaceState, after: AddressSpaceState, frames: [Int]) {
    var space = AddressSpace(ForkTests.world(.copy))
    let protection: Options<PageProtection> = [.read, .write]
    for action: ForkAction in [
      .openShared(object: 0, access: .readWrite, options: [.create]), .truncate(descriptor: 3, length: 8192),
      .mapShared(into: 2, descriptor: 3, page: 0, pages: 1, protection: protection),
      .fork(child: ProcessName(1), strategy: nil),
    ] { _ = space.perform(action, by: .first) }
    let before = space.state
    _ = space.perform(.truncate(descriptor: 3, length: 0), by: .first)
    return (before, space.state, try #require(before.sharedObjects.values.first))
  }

  private func accounts(_ state: AddressSpaceState) -> Bool { Invariant.accounting.violations(in: state).isEmpty }

  @Test func `Objects count as references to their frames`() throws {
    let (state, _, frames) = try shortened()
    #expect(accounts(state))
    // Two processes show the first.
    #expect(frames.map { state.frames[$0]?.references } == [3, 1])
    var wrong = state
    wrong.frames[frames[0]]?.references = 2
    #expect(!accounts(wrong))
    wrong = state
    wrong.sharedObjects = [:]
    #expect(!accounts(wrong))
    wrong = state
    wrong.frames[frames[1]] = nil
    #expect(!accounts(wrong))
  }

  @Test func `Who shortens an object takes pages from everybody, and nothing else changes`() throws {
    let (before, after, _) = try shortened()
    let transition = Transition(from: before, to: after, by: .first)
    #expect(transition.violations == [])
    #expect(after.processes[ProcessName(1)]?.mappings[5] == nil && accounts(after))
    // As a call that fails it would be wrong.
    #expect(transition.violationsOfAtomicFailure.contains { $0.finding.contains("shared memory objects") })
  }

  @Test func `Nobody takes a page that is not shared`() throws {
    let (before, _, _) = try shortened()
    var after = before
    after.processes[ProcessName(1)]?.mappings[3] = nil
    #expect(Transition(from: before, to: after, by: .first).violations.map(\.rule).contains("fork.frame.F3"))
  }
}
