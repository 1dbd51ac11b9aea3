import Architecture

/// Where POSIX leaves a choice that is not told by what a process observes at once, or after which processes go on in
/// different ways. Each is described by the rule that has its name.
///
/// Where all that is left open is what a process observes, an ``Answer`` lists it instead.
package enum Freedom: String, CaseIterable, Sendable {
  /// A signal that is both ignored and blocked becomes pending.
  case ignoredStaysPending = "posix.signal.ignored"
  /// Which one of several signals ends a process.
  case signalThatEnds = "posix.signal.order"
  /// A thread that vfork suspends is ended by a signal at once.
  case suspendedEnds = "posix.vfork.signal"
  /// To set the default action of SIGKILL succeeds.
  case killDefault = "posix.signal.kill"
  /// A new image does not ignore SIGCHLD.
  case childSignalIsReset = "posix.signal.execute.child"
  /// Options that mean nothing together are given a meaning.
  case openOptions = "posix.open.options"
  /// A shared memory object is opened to be written alone.
  case sharedWriteOnly = "posix.sharedObject.access"
  /// What is looked at when no bytes are moved.
  case transferOfNothing = "posix.transfer.nothing"
  /// A buffer is looked at only as far as bytes are moved.
  case bufferAsFarAsNeeded = "posix.buffer.partial"
  /// A buffer of no bytes is refused where no byte may be touched.
  case emptyBuffer = "posix.buffer.empty"
  /// How much has been moved when a transfer meets the end of what may be touched.
  case movedBeforeFailure = "posix.buffer.moved"
  /// A transfer of more than 2^31 - 1 bytes is refused.
  case longTransfer = "posix.transfer.length"
  /// The console has an offset.
  case consoleOffset = "posix.seek.console"
  /// Shared memory objects are read, written and sought like files.
  case objectAsFile = "posix.sharedObject.transfer"
  /// How many pages mprotect has changed before it fails.
  case protectedBeforeFailure = "posix.protect.partial"
  /// To protect no pages succeeds.
  case protectionOfNothing = "posix.protect.nothing"
  /// Pages are mapped although the format has no exact bounds for so many.
  case roundedMapping = "posix.map.rounded"
  /// Pages are mapped that a shared memory object does not have.
  case mappingBeyondEnd = "posix.mapShared.beyond"
  /// A mapping shows again what a shared memory object lost and has regained.
  case shownAgain = "posix.sharedObject.discarded"
  /// More memory is reserved than there is.
  case overcommit = "posix.fork.overcommit"
}

/// The choices that were made while an action was performed, so that it can be performed again with others.
///
/// An action is performed first with every choice 0, which is what the single address space of the Model does. To try
/// the others, ``advance()`` counts on, and the action is performed again from the same state.
struct Choices: Hashable {
  private struct Choice: Hashable {
    var taken: Int
    let count: Int
  }

  private var choices: [Choice] = []
  private var next = 0

  /// The next choice, out of so many.
  mutating func choose(among count: Int) -> Int {
    if next == choices.count { choices.append(Choice(taken: 0, count: count)) }
    defer { next += 1 }
    return choices[next].taken
  }

  /// Goes on to the choices that were not tried yet.
  ///
  /// - Returns: whether there are any.
  mutating func advance() -> Bool {
    next = 0
    while let last = choices.popLast() {
      if last.taken + 1 < last.count {
        choices.append(Choice(taken: last.taken + 1, count: last.count))
        return true
      }
    }
    return false
  }
}

extension ProcessSystem {
  /// Whether a system makes use of a freedom.
  mutating func takes(_ freedom: Freedom) -> Bool { choose(freedom, among: 2) == 1 }

  /// Throws errors, any one of which may be told.
  ///
  /// Rule ``posix.call.order``: If there are several reasons for which a call fails, any one of them may be told.
  func refuse(_ errors: [ErrorNumber]) throws(ActionFailure) {
    if !errors.isEmpty { throw .failed(oneOf: errors) }
  }
}
