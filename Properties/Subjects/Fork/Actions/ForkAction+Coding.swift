// The names of operands in JSON: `{"load": {"width": 8, "through": 0, "offset": 16}}`. They are part of the wire form,
// so they are stated here and not left to the compiler, which calls an unlabelled operand `_0`.

extension ForkAction {
  /// What kind of action it is, by which a subject says that it performs it.
  public var kind: ForkActionKind {
    switch self {
    case .load: .load
    case .store: .store
    case .loadPointer: .loadPointer
    case .storePointer: .storePointer
    case .move: .move
    case .derive: .derive
    case .narrow: .narrow
    case .restrict: .restrict
    case .sealEntry: .sealEntry
    case .clearTag: .clearTag
    case .inspect: .inspect
    case .fork: .fork
    case .exit: .exit
    case .wait: .wait
    case .waitFor: .waitFor
    case .vfork: .vfork
    case .execute: .execute
    case .spawn: .spawn
    case .createThread: .createThread
    case .exitThread: .exitThread
    case .joinThread: .joinThread
    case .map: .map
    case .unmap: .unmap
    case .protect: .protect
    case .setBreak: .setBreak
    case .pipe: .pipe
    case .read: .read
    case .write: .write
    case .close: .close
    case .duplicate: .duplicate
    case .open: .open
    case .unlink: .unlink
    case .seek: .seek
    case .truncate: .truncate
    case .size: .size
    case .readVector: .readVector
    case .writeVector: .writeVector
    case .poll: .poll
    case .openShared: .openShared
    case .unlinkShared: .unlinkShared
    case .mapShared: .mapShared
    case .openQueue: .openQueue
    case .unlinkQueue: .unlinkQueue
    case .sendMessage: .sendMessage
    case .receiveMessage: .receiveMessage
    case .clock: .clock
    case .sleep: .sleep
    case .limit: .limit
    case .setLimit: .setLimit
    case .send: .send
    case .setAction: .setAction
    case .mask: .mask
    case .pending: .pending
    case .handled: .handled
    }
  }

  /// The key of an action is its kind.
  public typealias CodingKeys = ForkActionKind

  enum LoadCodingKeys: String, CodingKey { case _0 = "width", through, offset }
  enum StoreCodingKeys: String, CodingKey { case _0 = "width", value, through, offset }
  enum StorePointerCodingKeys: String, CodingKey { case _0 = "from", through, offset }
  enum InspectCodingKeys: String, CodingKey { case _0 = "register" }
}
