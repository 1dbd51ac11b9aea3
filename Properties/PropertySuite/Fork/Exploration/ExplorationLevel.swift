import ForkModel
import Subjects
import Translation

/// A state on the path that an exploration has taken, to which it returns.
struct ExplorationLevel {
  /// The number of the state.
  var node: Int
  /// The subject's name for it.
  var mark: Int
  /// The processes as they must be.
  var reference: PosixReference
  /// The same in words, by the name of the process.
  var expected: CanonicalState.Expected
  /// The subject's state in words.
  var digest: ForkStateDigest
  /// The same without names.
  var canonical: CanonicalState
}

extension PosixProcess {
  /// Everything that a step of it may change, in words.
  var inWords: CanonicalState.ExpectedProcess {
    var whole = Hasher()
    whole.combine(memory)
    whole.combine(threads)
    whole.combine(ending)
    return .init(whole: UInt64(bitPattern: Int64(whole.finalize())), pointers: word(of: memory.pointers))
  }
}

extension PosixSystem {
  /// The processes in words.
  var inWords: CanonicalState.Expected {
    var words = CanonicalState.Expected(sharedMemory: word(of: sharedMemory))
    for (name, process) in processes { words.processes[name.value] = process.inWords }
    return words
  }

  /// The processes in words, given those of before a step.
  func inWords(_ former: CanonicalState.Expected, after step: ForkStep) -> CanonicalState.Expected {
    var words = former
    words.processes[Int(step.process.number)] = processes[step.process.inModel]?.inWords ?? .init()
    switch step.action {
    case .fork(let child, _): words.processes[Int(child.number)] = processes[child.inModel]?.inWords ?? .init()
    case .store, .storePointer: words.sharedMemory = word(of: sharedMemory)
    default: break
    }
    return words
  }
}

private func word(of value: some Hashable) -> UInt64 { UInt64(bitPattern: Int64(value.hashValue)) }
