import Architecture
import ForkModel
import SystemsUnderTest
import ModelAdapters

/// What the specification expects of steps, found out once for each different one.
///
/// A step without a system call that is not refused goes through register 0 and touches one granule. What it may show,
/// and what it makes of registers and granule, depends on these, on what the process is otherwise, and on where regions
/// lie. So what the specification says of it is remembered by their numbers.
///
/// Calls and refusals depend on what all processes are beside what they hold. That follows from the calls and refusals
/// before (``ExpectedState/history``), so they are remembered by these (``ExpectedCall``).
///
/// Of two things at the same time the specification is asked each time. Each state that is gone on from is computed by
/// it, too (``check(_:against:)``).
struct ExpectedSteps {
  /// All that the outcome of a step depends on.
  private struct Step: Hashable {
    var registers: Int32
    var granule: Int32
    /// What the process is but for registers and memory; for calls and refusals, which of them have been before.
    var rest: Int32
    var placement: Int32
    var code: Int32
    var observation: Observation
    /// For calls and refusals, stands for the memory that all share: it is no more once nobody maps it.
    var shared: UInt64 = 0

    // The others seldom differ if these do not.
    func hash(into hasher: inout Hasher) {
      hasher.combine(Int(registers) << 32 ^ Int(granule))
      hasher.combine(Int(rest) << 32 ^ Int(code))
    }
  }

  /// What a step without a system call makes of registers and granule.
  private struct Outcome {
    var registers: Int32
    var granule: Int32
  }

  /// A granule that programs use.
  private struct Granule {
    let page: Int
    /// Where its number is kept in a row.
    let index: Int
    /// Bytes from the start of the page.
    let offset: Int

    init(page: Int, position: Int) {
      self.page = page
      index = 4 * (page - ExploredWorld.firstPage) + position
      offset = 16 * ExploredWorld.granules[position]
    }
  }

  /// The calls and refusals before a state: all but the last of them, and the last. Registers are no part of it, since
  /// no call of an explored world (``ExploredWorld/choices``) takes anything from them.
  private struct History: Hashable {
    var former: Int32
    var code: Int
    var observation: Observation
  }

  private let sharedPage: Int?
  /// The granule that each of the world's choices touches.
  private let granules: [Granule?]
  private var outcomes: [Step: Outcome] = [:]
  private var calls: [Step: ExpectedCall] = [:]
  private var histories: [History: Int32] = [:]
  private var registers: [Threads<PosixValue>: Int32] = [:]
  private var rests: [Rest: Int32] = [:]
  private var values: [PosixValue: Int32] = [:]
  private var placements: [Placement: Int32] = [:]

  init(_ world: ExploredWorld) {
    sharedPage = world.sharedPage
    granules = world.choices.map { choice in choice.place.map { Granule(page: $0.page, position: $0.position) } }
  }

  /// The state that a step leads to, if the specification has allowed its like before.
  func state(after step: ForkStep, code: Int, _ observation: Observation, from state: ExpectedState) -> ExpectedState? {
    guard step.meanwhile == nil, state.alternatives == 0 else { return nil }
    guard isLocal(step, observation) else {
      guard state.history != ExpectedState.unclear else { return nil }
      return calls[callKey(code, observation, state)]?.state(after: state)
    }
    guard let outcome = outcomes[key(code, observation, state)] else { return nil }
    var state = state
    state.rows[Int(step.process.number)].registers = outcome.registers
    if let place = place(of: code) { state.rows[place.row].granules[place.index] = outcome.granule }
    return state
  }

  /// Numbers the state that a step has led to, and remembers what the specification has made of it.
  mutating func note(
    _ step: ForkStep, code: Int, _ observation: Observation, from state: ExpectedState, _ before: PosixReference,
    to after: PosixReference
  ) -> ExpectedState {
    guard step.meanwhile == nil, state.alternatives == 0, after.possibilities.count == 1 else {
      var result = numbers(of: after, given: (state, before))
      result.history = ExpectedState.unclear
      return result
    }
    guard isLocal(step, observation), let process = after.system.processes[step.process] else {
      return noteCall(step, code: code, observation, from: state, before, to: after)
    }
    var result = state
    let number = number(of: process.threads)
    result.rows[Int(step.process.number)].registers = number
    let place = place(of: code)
    if let place {
      let memory = place.row == 3 ? after.system.sharedMemory : process.memory
      result.rows[place.row].granules[place.index] = self.number(of: memory.value(at: place.offset))
    }
    outcomes[key(code, observation, state)] = Outcome(
      registers: number, granule: place.map { result.rows[$0.row].granules[$0.index] } ?? 0)
    return result
  }

  private mutating func noteCall(
    _ step: ForkStep, code: Int, _ observation: Observation, from state: ExpectedState, _ before: PosixReference,
    to after: PosixReference
  ) -> ExpectedState {
    var result = numbers(of: after, given: (state, before))
    result.history = ExpectedState.unclear
    guard state.history != ExpectedState.unclear else { return result }
    result.history = Self.number(
      of: History(former: state.history, code: code, observation: observation), in: &histories)
    calls[callKey(code, observation, state)] = ExpectedCall(
      from: state, to: result, by: Int(step.process.number))
    return result
  }

  /// Whether the numbers of a state are those of what the specification has computed step by step.
  mutating func check(_ state: ExpectedState, against reference: PosixReference) -> Bool {
    numbers(of: reference).isEqual(to: state)
  }

  /// Whether a step is no system call and is not refused, and nothing else happens at the same time.
  func isLocal(_ step: ForkStep, _ observation: Observation) -> Bool {
    if case .killed = observation { return false }
    return !step.action.isCall && step.meanwhile == nil
  }

  private func key(_ code: Int, _ observation: Observation, _ state: ExpectedState) -> Step {
    let name = code / granules.count
    return Step(
      registers: state.rows[name].registers,
      granule: place(of: code).map { state.rows[$0.row].granules[$0.index] } ?? 0,
      rest: state.rows[name].rest, placement: state.placement, code: Int32(truncatingIfNeeded: code),
      observation: observation)
  }

  private func callKey(_ code: Int, _ observation: Observation, _ state: ExpectedState) -> Step {
    var key = key(code, observation, state)
    key.rest = state.history
    key.shared = sharedPage == nil ? 0 : state.rows[3].whole
    return key
  }

  /// Where the granule of a step is kept, and its offset in the memory that holds it.
  private func place(of code: Int) -> (row: Int, index: Int, offset: Int)? {
    guard let granule = granules[code % granules.count] else { return nil }
    let isShared = granule.page == sharedPage
    return (
      isShared ? 3 : code / granules.count, granule.index,
      isShared ? granule.offset : 4096 * granule.page + granule.offset
    )
  }
}

/// Numbers.
extension ExpectedSteps {
  /// All of a process but registers and memory, and without names.
  private struct Rest: Hashable {
    let layout: PageLayout
    let descriptors: Descriptors
    let signals: ProcessSignals
    let termination: TerminationStatus?
  }

  /// The numbers of what the processes are; those of a state that it came from spare looking for what is the same.
  mutating func numbers(
    of reference: PosixReference, given former: (numbers: ExpectedState, reference: PosixReference)? = nil
  ) -> ExpectedState {
    var result = ExpectedState()
    for (name, process) in reference.system.processes {
      if let former, former.reference.system.processes[name] == process {
        result.rows[Int(name.number)] = former.numbers.rows[Int(name.number)]
      } else {
        result.rows[Int(name.number)] = row(of: process, given: former)
      }
    }
    result.rows[3] = row(ofSharedMemory: reference.system.sharedMemory, given: former)
    result.placement = number(of: reference.placement)
    if reference.possibilities.count > 1 { result.alternatives = word(of: Set(reference.possibilities)) | 1 }
    return result
  }

  private mutating func row(
    of process: PosixProcess, given former: (numbers: ExpectedState, reference: PosixReference)?
  ) -> ExpectedState.Row {
    var row = ExpectedState.Row()
    row.registers = number(of: process.threads)
    let rest = Rest(
      layout: process.layout, descriptors: process.descriptors, signals: process.signals,
      termination: process.termination)
    row.rest = Self.number(of: rest, in: &rests)
    guard process.runs else { return row }
    let known = former?.reference.system.processes.first { $0.value.memory == process.memory }
    if let known, let former {
      row.granules = former.numbers.rows[Int(known.key.number)].granules
    } else {
      for index in 0..<16 where ExploredWorld.firstPage + index / 4 != sharedPage {
        row.granules[index] = number(
          of: process.memory.value(
            at: 4096 * (ExploredWorld.firstPage + index / 4) + 16 * ExploredWorld.granules[index % 4]))
      }
    }
    return row
  }

  private mutating func row(
    ofSharedMemory memory: PosixMemory, given former: (numbers: ExpectedState, reference: PosixReference)?
  ) -> ExpectedState.Row {
    if let former, former.reference.system.sharedMemory == memory { return former.numbers.rows[3] }
    var row = ExpectedState.Row()
    guard let page = sharedPage else { return row }
    for position in 0..<4 {
      row.granules[4 * (page - ExploredWorld.firstPage) + position] = number(
        of: memory.value(at: 16 * ExploredWorld.granules[position]))
    }
    return row
  }

  private mutating func number(of threads: Threads<PosixValue>) -> Int32 { Self.number(of: threads, in: &registers) }

  private mutating func number(of placement: Placement) -> Int32 { Self.number(of: placement, in: &placements) }

  private mutating func number(of value: PosixValue) -> Int32 {
    let number = Self.number(of: value, in: &values)
    if case .pointer = value { return -number }
    return number
  }

  /// The number of a value: its own from now on if it has none yet.
  private static func number<Value: Hashable>(of value: Value, in numbers: inout [Value: Int32]) -> Int32 {
    if let number = numbers[value] { return number }
    let number = Int32(truncatingIfNeeded: numbers.count + 1)
    numbers[value] = number
    return number
  }
}

private func word(of value: some Hashable) -> UInt64 { UInt64(bitPattern: Int64(value.hashValue)) }

/// The processes as they must be, in parts, each by a number: equal parts have equal numbers, and those of tagged
/// pointers in memory are negative.
struct ExpectedState {
  /// A process, or the memory that all share.
  struct Row {
    /// The registers of its threads.
    var registers: Int32 = 0
    /// Everything but registers and memory; 0 if there is no process.
    var rest: Int32 = 0
    /// The granules that programs use, four for each page in reach.
    var granules = InlineArray<16, Int32>(repeating: 0)
  }

  /// The processes by name, and then the memory that they share.
  var rows = InlineArray<4, Row>(repeating: Row())
  /// Where the regions lie.
  var placement: Int32 = 0
  /// Stands for what else may be true, as long as it can't be told in which order two things happened; 0 if nothing is.
  var alternatives: UInt64 = 0
  /// The number of the system calls and refusals that have led here, with what was observed of them; ``unclear`` once
  /// two things have happened at the same time. It is no part of the state.
  var history: Int32 = 0

  static let unclear: Int32 = -1

  /// Whether two states are the same, however they came to be.
  func isEqual(to other: Self) -> Bool {
    for row in 0..<4 where rows[row].whole != other.rows[row].whole { return false }
    return placement == other.placement && alternatives == other.alternatives
  }
}

/// The same in words.
extension ExpectedState.Row {
  /// Stands for everything.
  var whole: UInt64 {
    var hasher = WordHasher()
    hasher.combine(Int(registers) << 32 | Int(rest))
    for index in stride(from: 0, to: 16, by: 2) {
      hasher.combine(Int(granules[index]) << 32 ^ Int(granules[index + 1]))
    }
    return hasher.value
  }

  /// Stands for the pointers in a page.
  func pointers(ofPage page: Int) -> UInt64 {
    var hasher = WordHasher()
    guard (0..<4).contains(page) else { return 0 }
    for position in 0..<4 where granules[4 * page + position] < 0 {
      hasher.combine(Int(granules[4 * page + position]) << 3 | position)
    }
    return hasher.value
  }

  /// Stands for what the process has authority by: its registers, and each different pointer in memory.
  var authority: UInt64 {
    var sum = UInt64(truncatingIfNeeded: registers)
    for index in 0..<16 where granules[index] < 0 && !(0..<index).contains(where: { granules[$0] == granules[index] }) {
      var hasher = WordHasher()
      hasher.combine(Int(granules[index]))
      sum &+= hasher.value
    }
    return sum
  }
}

/// What a system call, or a refusal, makes of the processes.
///
/// Whatever processes hold in memory they keep, a new one gets what its parent holds, and one that has ended has
/// nothing. Of registers only those of the process that makes the call matter.
struct ExpectedCall {
  /// What becomes of a process.
  private struct Fate {
    /// The registers of the process that makes the call, and of a new one; the others keep theirs.
    var registers: Int32?
    var rest: Int32 = 0
    /// Whose memory, as it was before, the process has.
    var memory: Int?
  }

  private var fates = InlineArray<3, Fate>(repeating: Fate())
  private let placement: Int32
  private let history: Int32

  /// Learns what a call of process `actor` makes of others from what it has made of one state; `nil` if that can't be
  /// told in these terms.
  init?(from before: ExpectedState, to after: ExpectedState, by actor: Int) {
    (placement, history) = (after.placement, after.history)
    for name in 0..<3 where after.rows[name].rest != 0 {
      let isNew = before.rows[name].rest == 0
      fates[name] = Fate(
        registers: isNew || name == actor ? after.rows[name].registers : nil, rest: after.rows[name].rest,
        memory: after.rows[name].hasMemory ? (isNew ? actor : name) : nil)
    }
    if !state(after: before).isEqual(to: after) { return nil }
  }

  /// The state that the call leads to.
  func state(after before: ExpectedState) -> ExpectedState {
    var after = before
    (after.placement, after.history) = (placement, history)
    for name in 0..<3 {
      let fate = fates[name]
      after.rows[name] = ExpectedState.Row()
      guard fate.rest != 0 else { continue }
      after.rows[name].rest = fate.rest
      after.rows[name].registers = fate.registers ?? before.rows[name].registers
      if let owner = fate.memory { after.rows[name].granules = before.rows[owner].granules }
    }
    return after
  }
}

extension ExpectedState.Row {
  /// Whether there is anything in memory: what runs holds something in every granule.
  fileprivate var hasMemory: Bool { (0..<16).contains { granules[$0] != 0 } }
}
