import Architecture
import PropertyTesting
import SystemsUnderTest

/// One step of a ``ForkScene``: all steps have the same few operands, of which each uses those it needs.
struct SceneStep {
  /// What can be done in a scene, the simplest first.
  enum Kind: UInt8, CaseIterable {
    case load, loadPointer, store, storePointer, point, fork, createThread, exit, wait
    case mapShared, protect, pipe, write, read, open, seek
    case block, unblock, send, pending, handle, handled
    case truncate, seekToEnd, limitFiles
    case close, openObject, lengthen, mapObject, openQueue, sendMessage, receiveMessage, poll, limit
    case openClosing, duplicateOnto, execute, size, fill
    case blockPipe, ignorePipe, readVector, overrun, seekFar, narrow
  }

  var kind: Kind
  var process: UInt8
  var thread: UInt8
  /// The register of the address.
  var register: UInt8
  /// Which of ``ForkScene/offsets``; for reads and writes, 0 means a granule and all else more.
  var place: UInt8
  var number: UInt8
  /// What another thread of the process does at the same time: an access.
  var meanwhile: Access?
  var point: UInt8 = 0

  /// An access at the same time.
  struct Access {
    var kind: Kind
    var thread: UInt8
    var place: UInt8
    var number: UInt8
  }

  init(
    _ kind: Kind, by process: UInt8, thread: UInt8 = 0, through register: UInt8 = 0, at place: UInt8 = 0,
    number: UInt8 = 0
  ) {
    self.kind = kind
    self.process = process
    self.thread = thread
    self.register = register
    self.place = place
    self.number = number
  }
}

extension ForkProgram {
  /// A program of one or two scenes, with steps of no scene in between.
  static func generate(_ scene: ForkScene, strategies: [ForkStrategy], from source: inout ChoiceSource) -> ForkProgram {
    let world = ForkWorld(
      regionSizeLog2: 16,
      segments: [
        .init(.text, pages: 1), .init(.globalOffsetTable, pages: 1), .init(.data, pages: 1), .init(.heap, pages: 1),
      ], strategy: source.element(of: strategies), frames: 64, regions: 16)
    var planned = source.steer(replaying: []) { random in
      scene.steps(&random) + (random.next(through: 1) == 0 ? scene.steps(&random) : [])
    }
    planned.reverse()
    let steps = source.list(1...24) { source in
      let isNoise = source.steer(replaying: false) { $0.next(through: 9) == 0 }
      return SceneStep.drawn(towards: isNoise ? nil : planned.popLast(), from: &source).forkStep(strategies)
    }
    return ForkProgram(world: world, steps: steps)
  }
}

extension SceneStep {
  /// Makes a step, as planned if there is a plan.
  fileprivate static func drawn(towards planned: SceneStep?, from source: inout ChoiceSource) -> SceneStep {
    func draw(_ last: UInt8, _ planned: UInt8?) -> UInt8 {
      UInt8(
        source.draw(from: 0, through: UInt64(last), simplest: 0) { random in
          planned.map(UInt64.init) ?? random.next(through: UInt64(last))
        })
    }
    let kind = draw(UInt8(Kind.allCases.count - 1), planned?.kind.rawValue)
    var step = SceneStep(
      Kind.allCases[Int(kind)], by: draw(3, planned?.process), thread: draw(1, planned?.thread),
      through: draw(7, planned?.register), at: draw(7, planned?.place), number: draw(15, planned?.number))
    let access = planned?.meanwhile
    if draw(1, access == nil ? 0 : 1) == 1 {
      step.meanwhile = Access(
        kind: Kind.allCases[Int(draw(3, access?.kind.rawValue))], thread: draw(1, access?.thread),
        place: draw(7, access?.place), number: draw(15, access?.number))
      step.point = draw(31, planned?.point)
    }
    return step
  }

  /// The step as one of a fork program.
  fileprivate func forkStep(_ strategies: [ForkStrategy]) -> ForkStep {
    let name = ProcessName(process)
    let concurrent = meanwhile.map { access in
      ConcurrentAccess(
        at: point, by: name, thread: access.thread,
        SceneStep(access.kind, by: process, through: 0, at: access.place, number: access.number).action(strategies))
    }
    return ForkStep(name, thread: thread, action(strategies), meanwhile: concurrent)
  }

  /// How long a shared memory object can be made, in bytes.
  private static let lengths: [UInt64] = [0, 8, 4096, 8192]

  private func action(_ strategies: [ForkStrategy]) -> ForkAction {
    let through = PointerRegister(register)
    let offset = ForkScene.offsets[Int(place)]
    let aligned = offset & ~15
    let (descriptor, length): (Int32, UInt32) = (Int32(number), place == 0 ? 16 : 40)
    switch kind {
    case .load: return .load(.double, through: through, offset: offset)
    case .loadPointer: return .loadPointer(into: PointerRegister(4), through: through, offset: aligned)
    case .store: return .store(.double, value: 0x0101_0101_0101_0101 * UInt64(number), through: through, offset: offset)
    case .storePointer: return .storePointer(PointerRegister(0), through: through, offset: aligned)
    case .point: return .derive(into: through, from: PointerRegister(0), increment: Int64(offset))
    case .fork:
      let strategy = number / 4 == 0 ? nil : strategies[Int(number / 4 - 1) % strategies.count]
      return .fork(child: ProcessName(max(1, number % 4)), strategy: strategy)
    case .createThread: return .createThread(thread: 1)
    case .exit: return .exit(status: 0)
    case .wait: return .wait
    case .mapShared: return .map(into: PointerRegister(5), pages: 1, protection: [.read, .write], isShared: true)
    case .protect:
      return .protect(through: through, pages: 1, protection: number % 2 == 0 ? [.read, .write] : [.read])
    case .pipe: return .pipe
    case .write: return .write(descriptor: descriptor, through: through, length: length)
    case .read: return .read(descriptor: descriptor, through: through, length: length)
    case .open: return .open(file: 0, access: .readWrite, options: [.create])
    case .seek: return .seek(descriptor: descriptor, offset: 0, from: .current)
    case .block: return .mask(change: .block, signals: [.user1])
    case .unblock: return .mask(change: .unblock, signals: [.user1])
    case .send: return .send(signal: .user1, to: ProcessName(number % 4))
    case .pending: return .pending
    case .handle: return .setAction(signal: .user1, disposition: .handle)
    case .handled: return .handled(signal: .user1)
    case .truncate: return .truncate(descriptor: descriptor, length: place == 0 ? 100 : 65530)
    case .seekToEnd: return .seek(descriptor: descriptor, offset: 0, from: .end)
    case .limitFiles:
      return .setLimit(resource: .fileSize, soft: 4 * UInt64(number), hard: UInt64(Int64.max))
    case .close: return .close(descriptor: descriptor)
    case .openObject:
      return .openShared(object: 0, access: number % 2 == 0 ? .readWrite : .readOnly, options: [.create])
    case .lengthen: return .truncate(descriptor: 3, length: Self.lengths[Int(number % 4)])
    case .mapObject:
      return .mapShared(
        into: PointerRegister(5), descriptor: descriptor, page: 0, pages: place == 0 ? 1 : 2,
        protection: [.read, .write])
    case .openQueue: return .openQueue(queue: 0, access: .readWrite, options: [.create], messages: 2, size: 40)
    case .sendMessage:
      return .sendMessage(descriptor: 3, through: through, length: length, priority: UInt32(number))
    case .receiveMessage: return .receiveMessage(descriptor: 3, through: through, length: 40)
    case .poll:
      return .poll(entries: [3, 4].map { PollEntry(descriptor: $0, input: true, output: true) })
    case .limit: return .limit(resource: .fileSize)
    case .openClosing: return .open(file: 0, access: .readWrite, options: [.create, .closeOnExec])
    case .duplicateOnto: return .duplicate(descriptor: descriptor, onto: descriptor)
    case .execute: return .execute
    case .size: return .size(descriptor: descriptor)
    // Two pages but for a few bytes; after two of them less than PIPE_BUF of our kernel's 16 KiB is left.
    case .narrow: return .narrow(into: through, from: through, length: 16)
    case .blockPipe: return .mask(change: .block, signals: [.pipe])
    case .ignorePipe: return .setAction(signal: .pipe, disposition: .ignore)
    // An empty buffer between two others.
    case .readVector:
      let lengths: [UInt32] = [8, place == 0 ? 0 : 4, 16]
      return .readVector(
        descriptor: descriptor, buffers: lengths.map { Buffer(through: through, length: $0) })
    // A granule, and a part of the next one.
    case .overrun: return .read(descriptor: descriptor, through: through, length: 17 + UInt32(place))
    case .seekFar: return .seek(descriptor: descriptor, offset: (1 << 31) << Int64(place % 4), from: .start)
    case .fill: return .write(descriptor: descriptor, through: through, length: 8192 - 12 * UInt32(place + 1))
    }
  }
}
