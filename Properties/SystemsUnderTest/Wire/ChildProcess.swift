#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A process of somebody else's, in a process group that does not outlive us.
///
/// The group, so that nothing is left of a subject that has started helpers: it ends as a whole with this value. It
/// also ends when this process does, in whatever way, `SIGKILL` included: the group's leader is not the command but a
/// shell that waits for the end of a pipe of which this process alone holds the other end, and then kills its group.
/// This asks nothing of the command, needs no system call that only one system has, and kills no stranger, since the
/// number of a group is not given away again before all its processes have ended. Only a helper that makes itself a
/// group of its own escapes.
struct ChildProcess: ~Copyable {
  /// How a process ended.
  enum Ending: Hashable {
    case exited(status: CInt)
    case signaled(CInt)
  }

  /// What the standard input, output and error of a process are.
  struct Streams {
    var input: CInt
    var output: CInt
    var errors: CInt
  }

  /// The leader of the group, which waits for our end.
  private let leader: pid_t
  /// The end of the pipe that closes when this process ends.
  private let lifeline: CInt
  private let pid: pid_t
  private var ending: Ending?

  /// Reads to the end of its input, whatever signal its group is sent, and takes the group with it.
  private static let watch = ["/bin/sh", "-c", "trap '' HUP INT QUIT TERM USR1 USR2; read -r end; kill -KILL 0"]

  /// Starts a command that is looked up in `PATH`.
  ///
  /// - Parameter streams: what it reads and writes; the caller closes them.
  /// - Throws: the error number of the system.
  init(_ command: [String], _ streams: Streams) throws(SystemError) {
    let nothing = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
    if nothing < 0 { throw SystemError(number: errno) }
    defer { close(nothing) }
    let (reading, writing) = try Pipe.make()
    defer { close(reading) }
    let leader: pid_t
    do {
      leader = try Self.start(Self.watch, Streams(input: reading, output: nothing, errors: nothing), group: 0)
    } catch {
      close(writing)
      throw error
    }
    do {
      pid = try Self.start(command, streams, group: leader)
    } catch {
      kill(-leader, SIGKILL)
      waitpid(leader, nil, 0)
      close(writing)
      throw error
    }
    self.leader = leader
    lifeline = writing
  }

  deinit {
    kill(-leader, SIGKILL)
    if ending == nil { waitpid(pid, nil, 0) }
    waitpid(leader, nil, 0)
    close(lifeline)
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

  /// Starts a command in a process group; 0 for one of its own.
  private static func start(_ command: [String], _ streams: Streams, group: pid_t) throws(SystemError) -> pid_t {
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
    unsafe posix_spawn_file_actions_adddup2(&actions, streams.input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, streams.output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, streams.errors, 2)
    // What this process ignores or this thread blocks, a new process would ignore and block too.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM] { unsafe sigaddset(&signals, signal) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setpgroup(&attributes, group)
    unsafe posix_spawnattr_setflags(
      &attributes, CShort(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var pid: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    let error = unsafe posix_spawnp(&pid, command[0], &actions, &attributes, &arguments, environ)
    if error != 0 { throw SystemError(number: error) }
    return pid
  }
}

/// Pipes whose ends no other process inherits unless it is given them.
enum Pipe {
  /// The end to read from and the end to write to.
  static func make() throws(SystemError) -> (reading: CInt, writing: CInt) {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw SystemError(number: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Closes an end.
  static func close(_ end: CInt) { _ = systemClose(end) }
}

/// `close(2)`, which ``Pipe/close(_:)`` hides.
private func systemClose(_ descriptor: CInt) -> CInt { close(descriptor) }

/// An error number of the system.
struct SystemError: Error, CustomStringConvertible {
  /// The number, as in `errno`.
  let number: CInt

  /// What the system calls it.
  var description: String { unsafe String(cString: strerror(number)) }
}
