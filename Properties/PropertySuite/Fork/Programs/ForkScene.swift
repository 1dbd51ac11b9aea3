import PropertyTesting
import SystemsUnderTest

/// What programs about a topic do besides: a few steps that mean something only right after one another, which steps
/// chosen one by one seldom are.
///
/// Each is made up with processes, places and strategies at random. Places are offsets from register 0, whose pointer
/// reaches from the global offset table over the data to the heap.
enum ForkScene {
  case threads, mappings, descriptors, signals, secrets, objects, limits

  /// Where scenes store and load: in the data and the heap, across their border, and in the global offset table.
  static let offsets: [Int32] = [0x1000, 0x1010, 0x2000, 0x1FFC, 0x1FF0, 0x2010, 0, 0x10]

  /// The steps of one scene.
  func steps(_ random: inout SplitMix64) -> [SceneStep] {
    let parent = UInt8(random.next(through: 3) == 0 ? 1 : 0)
    let child = parent + 1
    let one = random.next(through: 1) == 0 ? parent : child
    let other = one == parent ? child : parent
    let (place, next) = (UInt8(random.next(through: 5)), UInt8(random.next(through: 5)))
    let fork = SceneStep(.fork, by: parent, number: child + 4 * UInt8(random.next(through: 3)))
    let opening = parent == 1 ? [SceneStep(.fork, by: 0, number: 1)] : []
    switch self {
    case .threads:
      if random.next(through: 5) == 0 { return opening + Self.remembered(parent, child, fork, &random) }
      let place = random.next(through: 2) == 0 ? 3 : place
      return opening + Self.moment(parent, child, one, place, next, fork, &random)
    case .mappings:
      return opening
        + (random.next(through: 1) == 0
          ? Self.sharing(parent, one, other, fork) : Self.protection(parent, one, other, fork, &random))
    case .descriptors: return opening + Self.useOfDescriptors(parent, one, other, fork, &random)
    case .objects:
      return opening
        + (random.next(through: 2) == 0
          ? Self.messages(parent, one, other, fork)
          : Self.object(parent, one, other, fork, &random))
    case .limits: return opening + Self.limits(parent, one, fork, &random)
    case .secrets: return Self.watchedStore(place, &random)
    case .signals:
      if random.next(through: 2) == 0 { return opening + Self.threadSignals(parent, child, fork, &random) }
      return opening + [
        SceneStep(.block, by: parent),
        SceneStep(.send, by: parent, number: random.next(through: 1) == 0 ? parent : child),
        fork, SceneStep(.send, by: one, number: parent), SceneStep(.pending, by: one), SceneStep(.pending, by: child),
        SceneStep(.unblock, by: one),
      ]
    }
  }

  /// A thread accesses memory while the kernel is about a call or a fault of another; then everybody looks what came of
  /// it.
  private static func moment(
    _ parent: UInt8, _ child: UInt8, _ actor: UInt8, _ place: UInt8, _ next: UInt8, _ fork: SceneStep,
    _ random: inout SplitMix64
  ) -> [SceneStep] {
    let isFork = random.next(through: 1) == 0
    let actor = isFork ? parent : actor
    let kinds: [SceneStep.Kind] = [.load, .store, .loadPointer, .storePointer]
    func access() -> SceneStep {
      let kind = kinds[Int(random.next(through: 3))]
      return SceneStep(kind, by: actor, thread: 1, at: random.next(through: 3) == 0 ? next : place, number: 2)
    }
    var moment = isFork ? fork : access()
    moment.thread = 0
    var meanwhile = access()
    // A store into two pages, of which fork may have copied one.
    if isFork, random.next(through: 1) == 0 { (meanwhile.kind, meanwhile.place) = (.store, 3) }
    moment.meanwhile = SceneStep.Access(
      kind: meanwhile.kind, thread: 1, place: meanwhile.place, number: meanwhile.number)
    moment.point = UInt8(random.next(through: isFork ? 9 : 3))
    let looks = [place, next].flatMap { place in
      [parent, child].map {
        SceneStep(place == 3 || random.next(through: 1) == 0 ? .load : .loadPointer, by: $0, at: place)
      }
    }
    return [SceneStep(.storePointer, by: parent, at: place), SceneStep(.store, by: parent, at: next, number: 1)]
      + (isFork ? [] : [fork]) + [SceneStep(.createThread, by: actor), moment] + looks
  }

  /// Another thread looks at a page on its own hart before and after a fault that gives the process a new frame: while
  /// the kernel is about a fault of another page, and while it begins a fork.
  private static func remembered(
    _ parent: UInt8, _ child: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    func watched(_ step: SceneStep, at point: UInt8) -> SceneStep {
      var step = step
      step.meanwhile = SceneStep.Access(kind: .load, thread: 1, place: 0, number: 0)
      step.point = point
      return step
    }
    return [
      SceneStep(.store, by: parent, at: 0, number: 1), SceneStep(.store, by: parent, at: 2, number: 1),
      SceneStep(.createThread, by: parent), fork,
      watched(SceneStep(.store, by: parent, at: 2, number: 2), at: UInt8(random.next(through: 2))),
      SceneStep(.store, by: parent, at: 0, number: 3),
      watched(SceneStep(.fork, by: parent, number: child + 1 + 4 * UInt8(random.next(through: 3))), at: 0),
    ]
  }

  /// One of three generations stores where the others look: a store that may be secret.
  private static func watchedStore(_ place: UInt8, _ random: inout SplitMix64) -> [SceneStep] {
    let storing = UInt8(random.next(through: 2))
    let strategy = 4 * UInt8(random.next(through: 3))
    let looks = (UInt8(0)..<3).filter { $0 != storing }.map { process in
      SceneStep(random.next(through: 1) == 0 ? .load : .loadPointer, by: process, at: place)
    }
    return [
      SceneStep(.storePointer, by: 0, at: place), SceneStep(.fork, by: 0, number: 1 + strategy),
      SceneStep(.fork, by: 1, number: 2 + strategy), SceneStep(.store, by: storing, at: place, number: 1),
    ] + looks
  }

  /// Parent and child use a mapping that they share.
  private static func sharing(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep
  ) -> [SceneStep] {
    [
      SceneStep(.mapShared, by: parent), fork, SceneStep(.store, by: one, through: 5, at: 6, number: 1),
      SceneStep(.load, by: other, through: 5, at: 6),
    ]
  }

  /// Somebody changes the protection of a page that fork has shared, and uses it.
  private static func protection(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    [
      SceneStep(.storePointer, by: parent, at: 1), fork, SceneStep(.point, by: one, through: 6, at: 0),
      SceneStep(.protect, by: one, through: 6, number: UInt8(random.next(through: 1))),
      SceneStep(random.next(through: 1) == 0 ? .store : .loadPointer, by: one, at: 1),
      SceneStep(.loadPointer, by: other, at: 1), SceneStep(.loadPointer, by: one, at: 1),
    ]
  }

  private static func useOfDescriptors(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    switch random.next(through: 13) {
    case 10: overrun(parent, one, fork, &random)
    case 11: emptyBuffer(parent, one, fork)
    case 13: overlong(parent, one, other, fork, &random)
    case 12: farOffset(parent, one, other, fork, &random)
    case 0, 1: length(parent, one, other, fork, &random)
    case 2, 3: offset(parent, one, other, fork)
    case 4: hangUp(parent, one, other, fork)
    case 5: nearlyFull(parent, one, other, fork, &random)
    case 6: ontoItself(parent, one, fork)
    default: transfer(parent, one, other, fork, &random)
    }
  }

  /// Bytes, perhaps of a pointer, go through a pipe into memory that fork has shared.
  private static func transfer(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    let goesFar = random.next(through: 1) == 0
    return [
      SceneStep(.storePointer, by: parent, at: 0), SceneStep(.pipe, by: parent),
      SceneStep(.point, by: parent, through: 6, at: 0),
      SceneStep(.point, by: parent, through: 7, at: 2), SceneStep(.write, by: parent, through: 6, number: 4),
    ] + (goesFar ? [fork] : []) + [
      SceneStep(.read, by: goesFar ? one : parent, through: 7, at: UInt8(random.next(through: 1)), number: 3),
      SceneStep(.load, by: goesFar ? other : parent, at: 2), SceneStep(.loadPointer, by: goesFar ? one : parent, at: 2),
    ]
  }

  /// Bytes are read over two neighbouring pointers, of the second of which some stay.
  private static func overrun(
    _ parent: UInt8, _ one: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    [
      SceneStep(.storePointer, by: parent, at: 0), SceneStep(.storePointer, by: parent, at: 1),
      SceneStep(.pipe, by: parent), SceneStep(.point, by: parent, through: 6, at: 0),
      SceneStep(.write, by: parent, through: 6, at: 1, number: 4),
    ] + (random.next(through: 1) == 0 ? [fork] : []) + [
      SceneStep(.overrun, by: parent, through: 6, at: UInt8(random.next(through: 7)), number: 3),
      SceneStep(.loadPointer, by: parent, at: 1), SceneStep(.loadPointer, by: one, at: 1),
    ]
  }

  /// More bytes are written than the bounds of the pointer to them hold.
  private static func overlong(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    [
      SceneStep(random.next(through: 1) == 0 ? .open : .pipe, by: parent),
      SceneStep(.point, by: parent, through: 6, at: 0),
      SceneStep(.narrow, by: parent, through: 6), fork, SceneStep(.write, by: one, through: 6, at: 1, number: 3),
      SceneStep(.write, by: other, through: 6, at: 1, number: 4), SceneStep(.seek, by: one, number: 3),
    ]
  }

  /// A read into several buffers, one of them empty.
  private static func emptyBuffer(_ parent: UInt8, _ one: UInt8, _ fork: SceneStep) -> [SceneStep] {
    [
      SceneStep(.pipe, by: parent), SceneStep(.point, by: parent, through: 6, at: 0),
      SceneStep(.store, by: parent, at: 0, number: 1), SceneStep(.write, by: parent, through: 6, at: 1, number: 4),
      fork, SceneStep(.readVector, by: one, through: 6, number: 3), SceneStep(.load, by: one, at: 0),
    ]
  }

  /// An offset is moved to where a C int does not reach.
  private static func farOffset(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    [
      SceneStep(.open, by: parent), SceneStep(.point, by: parent, through: 6, at: 0), fork,
      SceneStep(.seekFar, by: one, at: UInt8(random.next(through: 3)), number: 3),
      SceneStep(.write, by: other, through: 6, number: 3), SceneStep(.seek, by: other, number: 3),
    ]
  }

  /// A thread with signals blocked forks, or writes where nobody reads and then ignores the signal.
  private static func threadSignals(
    _ parent: UInt8, _ child: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    if random.next(through: 1) == 0 {
      var fork = fork
      fork.thread = UInt8(random.next(through: 1))
      return [
        SceneStep(.createThread, by: parent), SceneStep(.block, by: parent, thread: UInt8(random.next(through: 1))),
        fork, SceneStep(.send, by: parent, number: child), SceneStep(.pending, by: child),
      ]
    }
    return [
      SceneStep(.pipe, by: parent), SceneStep(.point, by: parent, through: 6, at: 0),
      SceneStep(.blockPipe, by: parent), SceneStep(.close, by: parent, number: 3),
      SceneStep(.write, by: parent, through: 6, number: 4), fork, SceneStep(.ignorePipe, by: parent),
      SceneStep(.pending, by: parent), SceneStep(.pending, by: child),
    ]
  }

  /// Parent or child writes where a file is as long as it can be, or longer than who writes may make it.
  private static func length(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    let isFull = random.next(through: 1) == 0
    func write(_ process: UInt8) -> SceneStep {
      SceneStep(.write, by: process, through: 6, at: UInt8(random.next(through: 1)), number: 3)
    }
    return [
      SceneStep(.open, by: parent), SceneStep(.point, by: parent, through: 6, at: 0),
      SceneStep(.truncate, by: parent, at: isFull ? 1 : 0, number: 3), fork,
      isFull
        ? SceneStep(.seekToEnd, by: one, number: 3)
        : SceneStep(.limitFiles, by: one, number: UInt8(random.next(through: 15))),
      write(one), write(other), SceneStep(.seek, by: one, number: 3),
    ]
  }

  /// A pipe is filled until about PIPE_BUF bytes more would fit, and short writes follow.
  private static func nearlyFull(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    func fill(_ process: UInt8) -> SceneStep {
      SceneStep(.fill, by: process, through: 6, at: UInt8(random.next(through: 1)), number: 4)
    }
    return [
      SceneStep(.pipe, by: parent), SceneStep(.point, by: parent, through: 6, at: 0), fork, fill(one), fill(other),
      SceneStep(.write, by: one, through: 6, at: 1, number: 4),
      SceneStep(.write, by: other, through: 6, at: 1, number: 4),
      SceneStep(.poll, by: one),
    ]
  }

  /// A descriptor that is closed on exec is duplicated onto itself, and another image is started.
  private static func ontoItself(_ parent: UInt8, _ one: UInt8, _ fork: SceneStep) -> [SceneStep] {
    [
      SceneStep(.openClosing, by: parent), fork, SceneStep(.duplicateOnto, by: one, number: 3),
      SceneStep(.execute, by: one), SceneStep(.size, by: one, number: 3),
    ]
  }

  /// One end of a pipe is closed by all who have it.
  private static func hangUp(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep
  ) -> [SceneStep] {
    [
      SceneStep(.pipe, by: parent), fork, SceneStep(.close, by: one, number: 4), SceneStep(.poll, by: other),
      SceneStep(.close, by: other, number: 4), SceneStep(.poll, by: one),
    ]
  }

  /// Parent and child use an open file that they share.
  private static func offset(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep
  ) -> [SceneStep] {
    [
      SceneStep(.open, by: parent), SceneStep(.point, by: parent, through: 6, at: 0), fork,
      SceneStep(.write, by: one, through: 6, number: 3), SceneStep(.seek, by: other, number: 3),
    ]
  }

  /// Parent and child map a shared memory object, store into it, and make it shorter and longer.
  private static func object(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    let (place, length) = (UInt8(random.next(through: 1)) * 7, UInt8(random.next(through: 2)))
    let isReadOnly = random.next(through: 4) == 0
    let setting = [
      SceneStep(.openObject, by: parent), SceneStep(.lengthen, by: parent, number: 3),
      SceneStep(.openObject, by: parent, number: 1),
      SceneStep(.mapObject, by: parent, at: 1, number: isReadOnly ? 4 : 3), fork,
      SceneStep(.store, by: one, through: 5, at: place, number: 1), SceneStep(.load, by: other, through: 5, at: place),
    ]
    let ending =
      random.next(through: 2) == 0
      ? [
        SceneStep(.storePointer, by: one, through: 5, at: 6), SceneStep(.loadPointer, by: other, through: 5, at: 6),
      ]
      : [
        SceneStep(.lengthen, by: one, number: length), SceneStep(.load, by: other, through: 5, at: place),
        SceneStep(.lengthen, by: other, number: 3), SceneStep(.load, by: one, through: 5, at: place),
      ]
    return setting + ending
  }

  /// Parent and child send each other messages, and ask what has come.
  private static func messages(
    _ parent: UInt8, _ one: UInt8, _ other: UInt8, _ fork: SceneStep
  ) -> [SceneStep] {
    [
      SceneStep(.openQueue, by: parent), SceneStep(.point, by: parent, through: 6, at: 0), fork,
      SceneStep(.sendMessage, by: one, through: 6), SceneStep(.sendMessage, by: one, through: 6, at: 1, number: 5),
      SceneStep(.poll, by: other), SceneStep(.receiveMessage, by: other, through: 6),
      SceneStep(.receiveMessage, by: one, through: 6),
    ]
  }

  /// A child has the limits of its parent, and files end there.
  private static func limits(
    _ parent: UInt8, _ one: UInt8, _ fork: SceneStep, _ random: inout SplitMix64
  ) -> [SceneStep] {
    let limit = 2 * UInt8(random.next(through: 2))
    return [
      SceneStep(.open, by: parent), SceneStep(.point, by: parent, through: 6, at: 0),
      SceneStep(.limitFiles, by: parent, number: limit), fork, SceneStep(.limit, by: one),
      SceneStep(.write, by: one, through: 6, number: 3), SceneStep(.write, by: one, through: 6, number: 3),
    ]
  }
}
