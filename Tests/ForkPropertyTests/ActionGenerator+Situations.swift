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
    case .killed(.beyondObject) where action.isOfData: return "discarded"
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
    "execute", "execute: ENOMEM", "spawn", "spawn: ENOMEM", "wait for", "wait for: ECHILD", "wait for: wouldBlock",
    "send", "send: ESRCH", "send: signaled", "set action", "set action: EINVAL", "mask", "mask: signaled", "pending",
    "pending: some", "handled", "handled: some", "wait: signaled", "pipe", "pipe: EMFILE", "read", "read: EBADF",
    "read: EFAULT", "read: wouldBlock", "write", "write: EBADF", "write: EFAULT", "write: wouldBlock", "write: EPIPE",
    "write: EFBIG", "close", "close: EBADF", "duplicate", "duplicate: EBADF", "duplicate onto",
    "duplicate onto: EBADF", "open", "open: EINVAL", "open: ENOENT", "open: EEXIST", "unlink", "unlink: ENOENT",
    "seek", "seek: ESPIPE", "seek: EINVAL", "seek: EOVERFLOW", "seek: EBADF", "truncate", "truncate: EINVAL",
    "truncate: EFBIG", "size", "map", "map: EINVAL", "map: ENOMEM", "map shared", "unmap", "unmap: EINVAL",
    "unmap: EFAULT", "protect", "protect: ENOMEM", "protect: EFAULT", "break", "break: ENOMEM", "fork",
    "fork: ENOMEM", "vfork", "wait", "wait: ECHILD", "wait: wouldBlock", "create thread", "exit thread",
    "read vector", "read vector: EBADF", "read vector: EFAULT", "read vector: wouldBlock", "write vector",
    "write vector: EFAULT", "write vector: wouldBlock", "write: signaled", "truncate: signaled", "poll", "limit",
    "set limit", "set limit: EINVAL", "set limit: EPERM", "fork: EAGAIN", "spawn: EAGAIN", "vfork: EAGAIN",
    "duplicate: EMFILE", "clock", "sleep", "sleep: EINVAL", "open shared", "open shared: EINVAL",
    "open shared: ENOENT", "open shared: EEXIST", "unlink shared", "unlink shared: ENOENT", "map object",
    "map object: EINVAL", "map object: EBADF", "map object: ENODEV", "map object: EACCES", "map object: ENOMEM",
    "truncate: ENOMEM", "read: EINVAL", "protect: EACCES", "discarded", "open queue", "open queue: EINVAL",
    "open queue: ENOENT", "open queue: EEXIST", "unlink queue", "unlink queue: ENOENT", "send message",
    "send message: EBADF", "send message: EMSGSIZE", "send message: EFAULT", "send message: wouldBlock",
    "receive message", "receive message: EBADF", "receive message: EMSGSIZE", "receive message: EFAULT",
    "receive message: wouldBlock", "join thread", "join thread: EDEADLK", "join thread: ESRCH",
    "join thread: wouldBlock",
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
