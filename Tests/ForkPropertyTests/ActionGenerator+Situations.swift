import ForkModel

/// What a run must have seen to be worth something.
extension ActionGenerator {
  /// An action and what came of it.
  static func situation(_ action: ProcessAction, _ outcome: ForkModel.Outcome) -> String {
    let kind =
      switch action {
      case .memory(.map(_, _, _, let isShared)): isShared ? "map shared" : "map"
      case .memory(.unmap): "unmap"
      case .memory(.protect): "protect"
      case .memory(.setBreak): "break"
      case .file(.pipe): "pipe"
      case .file(.read): "read"
      case .file(.write): "write"
      case .file(.close): "close"
      case .file(.duplicate(_, let onto)): onto == nil ? "duplicate" : "duplicate onto"
      case .file(.open): "open"
      case .file(.unlink): "unlink"
      case .file(.seek): "seek"
      case .file(.truncate): "truncate"
      case .file(.size): "size"
      case .file(.readVector): "read vector"
      case .file(.writeVector): "write vector"
      case .file(.poll): "poll"
      case .file(.openShared): "open shared"
      case .file(.unlinkShared): "unlink shared"
      case .memory(.mapShared): "map object"
      case .queue(.open): "open queue"
      case .queue(.unlink): "unlink queue"
      case .queue(.send): "send message"
      case .queue(.receive): "receive message"
      case .limit(.get): "limit"
      case .limit(.set): "set limit"
      case .time(.clock): "clock"
      case .time(.sleep): "sleep"
      case .fork: "fork"
      case .vfork: "vfork"
      case .signal(.send): "send"
      case .signal(.setAction): "set action"
      case .signal(.mask): "mask"
      case .signal(.pending): "pending"
      case .signal(.handled): "handled"
      case .execute: "execute"
      case .spawn: "spawn"
      case .waitFor: "wait for"
      case .wait: "wait"
      case .createThread: "create thread"
      case .exitThread: "exit thread"
      case .joinThread: "join thread"
      default: "other"
      }
    switch outcome {
    case .killed(.bus) where action.isOfData: return "discarded"
    case .failed(let error): return "\(kind): \(error)"
    case .wouldBlock, .skipped: return "\(kind): \(outcome)"
    case .signaled: return "\(kind): signaled"
    case .value(let count) where kind == "handled" && count > 0: return "handled: some"
    case .signals(let signals) where !signals.isEmpty: return "pending: some"
    case .reaped(_, .signaled): return "\(kind): signaled"
    default: return kind
    }
  }

  /// What must have happened in some of many programs.
  static let situations = [
    "execute", "execute: noMemory", "spawn", "spawn: noMemory", "wait for", "wait for: noChildProcesses",
    "wait for: wouldBlock", "send", "send: noSuchProcess", "send: signaled", "set action",
    "set action: invalidArgument", "mask", "mask: signaled", "pending", "pending: some", "handled", "handled: some",
    "wait: signaled", "pipe", "pipe: tooManyFiles", "read", "read: badFileDescriptor", "read: badAddress",
    "read: wouldBlock", "write",
    "write: badFileDescriptor", "write: badAddress", "write: wouldBlock", "write: brokenPipe", "write: fileTooLarge",
    "close", "close: badFileDescriptor", "duplicate", "duplicate: badFileDescriptor", "duplicate onto",
    "duplicate onto: badFileDescriptor", "open", "open: invalidArgument", "open: noSuchFile", "open: fileExists",
    "unlink", "unlink: noSuchFile", "seek", "seek: illegalSeek", "seek: invalidArgument", "seek: overflow",
    "seek: badFileDescriptor", "truncate", "truncate: invalidArgument", "truncate: fileTooLarge", "size",
    "map", "map: invalidArgument", "map: noMemory", "map shared", "unmap", "unmap: invalidArgument",
    "unmap: badAddress", "protect", "protect: noMemory", "protect: badAddress", "break", "break: noMemory", "fork",
    "fork: noMemory", "vfork", "wait", "wait: noChildProcesses", "wait: wouldBlock", "create thread", "exit thread",
    "read vector", "read vector: badFileDescriptor", "read vector: badAddress",
    "read vector: wouldBlock", "write vector", "write vector: badAddress", "write vector: wouldBlock",
    "write: signaled", "truncate: signaled", "poll", "limit", "set limit",
    "set limit: invalidArgument", "set limit: notPermitted", "fork: tryAgain", "spawn: tryAgain", "vfork: tryAgain",
    "duplicate: tooManyFiles", "clock", "sleep", "sleep: invalidArgument",
    "open shared", "open shared: invalidArgument", "open shared: noSuchFile", "open shared: fileExists",
    "unlink shared", "unlink shared: noSuchFile", "map object", "map object: invalidArgument",
    "map object: badFileDescriptor", "map object: noDevice", "map object: accessDenied", "map object: noMemory",
    "truncate: noMemory", "read: invalidArgument", "protect: accessDenied", "discarded",
    "open queue", "open queue: invalidArgument", "open queue: noSuchFile", "open queue: fileExists", "unlink queue",
    "unlink queue: noSuchFile", "send message", "send message: badFileDescriptor", "send message: messageTooLong",
    "send message: badAddress", "send message: wouldBlock", "receive message", "receive message: badFileDescriptor",
    "receive message: messageTooLong", "receive message: badAddress", "receive message: wouldBlock",
    "join thread", "join thread: deadlock", "join thread: noSuchProcess", "join thread: wouldBlock",
  ]
}

extension ProcessAction {
  /// Whether it is an access that can lie anywhere, so that it is never misaligned.
  fileprivate var isOfData: Bool {
    switch self {
    case .load, .store: true
    default: false
    }
  }
}
