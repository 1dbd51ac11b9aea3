/// How a file is opened, beside for what.
public enum OpenOption: String, CaseIterable, Codable, Hashable, Sendable {
  /// Makes it if there is none of that name (`O_CREAT`).
  case create
  /// Together with ``create``: fails if there is one (`O_EXCL`).
  case exclusive
  /// Empties it; only together with writing (`O_TRUNC`).
  case truncate
  /// Writes at the end, wherever that is by then (`O_APPEND`).
  case append
  /// The descriptor is closed by ``ForkAction/execute`` and in the child of ``ForkAction/spawn(child:)`` (`O_CLOEXEC`).
  case closeOnExec
}
