import Architecture
import Emulator
import ForkKernel
import Guests
import Testing

/// Handlers that run: programs that install one and do something to be interrupted.
@Suite struct SignalHandlerTests {
  /// Installs a handler that adds its signal's number to `cell`.
  static func handle(
    _ signals: [SignalNumber], flags: Int64 = 0, cell: Symbol, in program: inout Assembler
  ) {
    let (handler, past) = (program.makeLabel(), program.makeLabel())
    let action = program.zeroed(bytes: 48)
    program.jump(to: past)
    program.place(handler)
    program.loadAddress(.t1, of: cell)
    program.loadDouble(.t2, 0, .t1)
    program.add(.t2, .t2, .a0)
    program.storeDouble(.t2, 0, .t1)
    // Registers are the handler's to use.
    program.load(.s1, 0)
    program.load(.a0, 0)
    program.returnToCaller()
    program.place(past)
    program.loadAddress(.t1, of: action)
    program.address(.t2, of: handler)
    program.storeCapability(.t2, 0, .t1)
    program.load(.t2, flags)
    program.storeWord(.t2, 16, .t1)
    for signal in signals {
      program.load(.a0, Int64(signal.rawValue))
      program.loadAddress(.a1, of: action)
      program.load(.a2, 0)
      program.systemCall(.sigaction)
    }
  }

  static func raise(_ signal: SignalNumber, in program: inout Assembler) {
    program.systemCall(.getpid)
    program.load(.a1, Int64(signal.rawValue))
    program.systemCall(.kill)
  }

  static func report(_ text: String, _ cell: Symbol, _ runtime: Runtime, in program: inout Assembler) {
    program.loadAddress(.t1, of: cell)
    program.loadDouble(.s3, 0, .t1)
    runtime.print(text, .s3, in: &program)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `A handler runs, returns, and leaves no trace in the registers`(strategy: ForkStrategy) throws {
    let output = try SystemCallTests.output(strategy: strategy) { program, runtime in
      let cell = program.zeroed(bytes: 16)
      Self.handle([.user1, .user2], cell: cell, in: &program)
      program.load(.s1, 77)
      Self.raise(.user1, in: &program)
      program.move(.s2, .a0)
      Self.raise(.user2, in: &program)
      runtime.print("kept ", .s1, in: &program)
      runtime.print("kill returned ", .s2, in: &program)
      Self.report("handled ", cell, runtime, in: &program)
    }
    #expect(output == "kept 77\nkill returned 0\nhandled 61\n")
  }

  @Test(arguments: ForkStrategy.allCases)
  func `The child's handler lies in the child`(strategy: ForkStrategy) throws {
    let output = try SystemCallTests.output(strategy: strategy) { program, runtime in
      let cell = program.zeroed(bytes: 16)
      Self.handle([.user1], cell: cell, in: &program)
      program.systemCall(.fork)
      program.ifTrue(.isZero(.a0)) { program in
        Self.raise(.user1, in: &program)
        Self.report("child ", cell, runtime, in: &program)
        runtime.exit(0, in: &program)
      }
      runtime.waitForChild(in: &program)
      Self.report("parent ", cell, runtime, in: &program)
    }
    #expect(output == "child 30\nparent 0\n")
  }

  @Test(arguments: [Int64(0), 2])
  func `A call that waits is interrupted, or starts again if SA_RESTART says so`(flags: Int64) throws {
    let output = try SystemCallTests.output { program, runtime in
      let (cell, ends, buffer) = (program.zeroed(bytes: 16), program.zeroed(bytes: 16), program.zeroed(bytes: 16))
      Self.handle([.child], flags: flags, cell: cell, in: &program)
      program.loadAddress(.a0, of: ends)
      program.load(.a1, 0)
      program.systemCall(.pipe2)
      program.systemCall(.fork)
      program.ifTrue(.isZero(.a0)) { program in
        // A grandchild writes after the child has ended.
        program.systemCall(.fork)
        program.ifTrue(.isZero(.a0)) { program in
          program.load(.s1, 20_000)
          program.whileTrue(.isNotZero(.s1)) { $0.add(.s1, .s1, -1) }
          program.loadAddress(.t1, of: ends)
          program.loadWord(.a0, 4, .t1)
          program.loadAddress(.a1, of: buffer)
          program.load(.a2, 5)
          program.systemCall(.write)
        }
        runtime.exit(0, in: &program)
      }
      program.loadAddress(.t1, of: ends)
      program.loadWord(.a0, 0, .t1)
      program.loadAddress(.a1, of: buffer)
      program.load(.a2, 16)
      program.systemCall(.read)
      program.move(.s1, .a0)
      program.move(.s2, .t0)
      runtime.print("read ", .s1, in: &program)
      runtime.print("error ", .s2, in: &program)
      Self.report("handled ", cell, runtime, in: &program)
    }
    // EINTR is 4; the grandchild writes 5 bytes.
    #expect(output == (flags == 0 ? "read 4\nerror 1\nhandled 20\n" : "read 5\nerror 0\nhandled 20\n"))
  }

  @Test func `A refused access can be handled`() throws {
    let output = try SystemCallTests.output { program, runtime in
      let cell = program.zeroed(bytes: 16)
      let (handler, past) = (program.makeLabel(), program.makeLabel())
      let action = program.zeroed(bytes: 48)
      program.jump(to: past)
      program.place(handler)
      program.move(.s1, .a0)
      runtime.print("signal ", .s1, in: &program)
      runtime.exit(3, in: &program)
      program.place(past)
      program.loadAddress(.t1, of: action)
      program.address(.t2, of: handler)
      program.storeCapability(.t2, 0, .t1)
      program.load(.a0, 34)
      program.loadAddress(.a1, of: action)
      program.load(.a2, 0)
      program.systemCall(.sigaction)
      program.loadAddress(.t1, of: cell)
      program.loadDouble(.t2, 16, .t1)
      runtime.print("not reached\n", in: &program)
    }
    #expect(output == "signal 34\n")
  }

  @Test func `A frame that was tampered with gives no authority`() throws {
    // The handler replaces the saved s1 by bytes that look like the saved s2.
    let output = try SystemCallTests.output { program, runtime in
      let (handler, past) = (program.makeLabel(), program.makeLabel())
      let action = program.zeroed(bytes: 48)
      program.jump(to: past)
      program.place(handler)
      program.loadDouble(.t1, 16 * 17, .a2)
      program.storeDouble(.t1, 16 * 8, .a2)
      program.loadDouble(.t1, 16 * 17 + 8, .a2)
      program.storeDouble(.t1, 16 * 8 + 8, .a2)
      program.returnToCaller()
      program.place(past)
      program.loadAddress(.t1, of: action)
      program.address(.t2, of: handler)
      program.storeCapability(.t2, 0, .t1)
      program.load(.a0, 30)
      program.loadAddress(.a1, of: action)
      program.load(.a2, 0)
      program.systemCall(.sigaction)
      program.moveCapability(.s2, .sp)
      program.load(.s1, 0)
      Self.raise(.user1, in: &program)
      program.getTag(.s0, .s2)
      runtime.print("tag of s2 ", .s0, in: &program)
      program.getTag(.s0, .s1)
      runtime.print("tag of s1 ", .s0, in: &program)
      program.subtract(.s0, .s1, .s2)
      runtime.print("distance ", .s0, in: &program)
    }
    #expect(output == "tag of s2 1\ntag of s1 0\ndistance 0\n")
  }

  @Test func `Without a stack to run on, a handler ends its process`() throws {
    let output = try SystemCallTests.output { program, runtime in
      let (cell, status) = (program.zeroed(bytes: 16), program.zeroed(bytes: 16))
      Self.handle([.user1], cell: cell, in: &program)
      program.systemCall(.fork)
      program.ifTrue(.isZero(.a0)) { program in
        program.emit(.cMove, .sp, .zero)
        Self.raise(.user1, in: &program)
        runtime.exit(0, in: &program)
      }
      program.systemCall(.wait4, -1, .address(status), 0, .null)
      Self.report("status ", status, runtime, in: &program)
    }
    // SIGILL
    #expect(output == "status 4\n")
  }

  @Test func `Returning from no handler ends the process`() throws {
    let output = try SystemCallTests.output { program, runtime in
      let status = program.zeroed(bytes: 16)
      program.systemCall(.fork)
      program.ifTrue(.isZero(.a0)) { program in
        program.increment(.sp, .sp, -1024)
        program.systemCall(.sigreturn)
        runtime.exit(0, in: &program)
      }
      program.systemCall(.wait4, -1, .address(status), 0, .null)
      Self.report("status ", status, runtime, in: &program)
    }
    // SIGSEGV
    #expect(output == "status 11\n")
  }
}
