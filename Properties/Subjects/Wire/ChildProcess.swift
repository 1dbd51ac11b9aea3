#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A process of its own process group, whose standard input and output are one socket.
///
/// The group, so that nothing is left of a subject that has started helpers: it ends as a whole with this value.
struct ChildProcess: ~Copyable {
  /// How a process ended.
  enum Ending: Hashable {
    case exited(status: CInt)
    case signaled(CInt)
  }

  private let pid: pid_t
  private var ending: Ending?

  /// Starts a command that is looked up in `PATH`, and closes `socket` here.
  ///
  /// - Throws: the error number of the system.
  init(_ command: [String], socket: CInt) throws(SystemError) {
    defer { close(socket) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, socket, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, socket, 1)
    // What this process ignores, a new one would ignore too.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(&attributes, CShort(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))

    var pid: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    let error = unsafe posix_spawnp(&pid, command[0], &actions, &attributes, &arguments, environ)
    if error != 0 { throw SystemError(number: error) }
    self.pid = pid
  }

  deinit {
    kill(-pid, SIGKILL)
    if ending == nil { waitpid(pid, nil, 0) }
  }

  /// How the process has ended; `nil` if it runs on for half a second.
  mutating func awaitEnding() -> Ending? {
    for _ in 0..<500 where ending == nil {
      var status: CInt = 0
      if unsafe waitpid(pid, &status, WNOHANG) == pid {
        let signal = status & 0x7F
        ending = signal == 0 ? .exited(status: status >> 8 & 0xFF) : .signaled(signal)
      } else {
        usleep(1000)
      }
    }
    return ending
  }
}

/// An error number of the system.
struct SystemError: Error, CustomStringConvertible {
  /// The number, as in `errno`.
  let number: CInt

  /// What the system calls it.
  var description: String { unsafe String(cString: strerror(number)) }
}
