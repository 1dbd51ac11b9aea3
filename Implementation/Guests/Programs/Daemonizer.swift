import ForkKernel

/// Starts a daemon by forking twice. The starter's child ends at once, so that the system process adopts the daemon,
/// which goes on with pages that it shares with the starter, writes a log and ends.
///
/// A pipe that the daemon alone holds open at last tells the starter when that is.
enum Daemonizer {
  static func image() throws(AssemblerError) -> Image {
    var program = Assembler()
    let runtime = Runtime(&program)
    let (log, buffer, action) = (program.path("log"), program.zeroed(bytes: 256), program.zeroed(bytes: 48))
    let sum = program.makeLabel()
    LinkedList.build(100, runtime, in: &program)
    program.pipe(reader: .s4, writer: .s5)
    program.forkChild { program in
      program.forkChild { daemon(log, action, sum, runtime, in: &$0) }
      runtime.print("starter's child: the daemon is on its own\n", in: &program)
      runtime.exit(0, in: &program)
    }
    runtime.waitForChild(in: &program)
    program.systemCall(.close, .register(.s5))
    program.systemCall(.read, .register(.s4), .address(buffer), 1)
    program.move(.s2, .a0)
    runtime.print("starter: bytes from the daemon before the pipe ends: ", .s2, in: &program)
    runtime.waitForChild(in: &program)
    program.move(.s2, .a0)
    runtime.print("starter: waiting for the daemon fails with errno ", .s2, in: &program)
    program.systemCall(.open, .address(log), 0)
    program.systemCall(.read, .register(.a0), .address(buffer), 256)
    program.move(.s2, .a0)
    runtime.print("starter: the log says\n", in: &program)
    program.systemCall(.write, 1, .address(buffer), .register(.s2))
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    LinkedList.defineSum(sum, in: &program)
    return try program.image()
  }

  /// Waits until the starter's child has ended, ignores SIGHUP, and writes to the log instead of the console.
  private static func daemon(
    _ log: Symbol, _ action: Symbol, _ sum: Label, _ runtime: Runtime, in program: inout Assembler
  ) {
    program.load(.s3, 1)
    let orphaned = program.here()
    program.systemCall(.schedYield)
    program.systemCall(.getppid)
    program.branch(.notEqual(.a0, .s3), to: orphaned)
    program.loadAddress(.t1, of: action)
    program.storeDouble(.s3, 0, .t1)  // SIG_IGN
    program.systemCall(.sigaction, 1, .address(action), .null)  // SIGHUP
    program.systemCall(.open, .address(log), 0x209)  // O_WRONLY, O_CREAT, O_APPEND
    program.systemCall(.dup2, .register(.a0), 1)
    program.systemCall(.getpid)
    program.systemCall(.kill, .register(.a0), 1)
    program.systemCall(.getppid)
    program.move(.s2, .a0)
    runtime.print("daemon: my parent is ", .s2, in: &program)
    program.moveCapability(.a0, .s0)
    program.call(sum)
    program.move(.s2, .a0)
    runtime.print("daemon: what the starter left me sums up to ", .s2, in: &program)
    runtime.exit(0, in: &program)
  }
}
