import Architecture
import ForkModel
import Subjects
import Translation

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
