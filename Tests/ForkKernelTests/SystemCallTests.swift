import Architecture
import Emulator
import ForkKernel
import Guests
import Testing

/// Small programs around one call each.
@Suite struct SystemCallTests {
  /// Runs a program that ends by writing what it found, and answers what it wrote.
  static func output(
    harts: Int = 1, seed: UInt64? = nil, strategy: ForkStrategy = .copyOnPointerAccess, frames: Int = 256,
    _ body: (inout Assembler, Runtime) -> Void
  ) throws -> String {
    var program = Assembler()
    let runtime = Runtime(&program)
    body(&program, runtime)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    var kernel = try Kernel(
      checking: KernelConfiguration(frames: frames, strategy: strategy, harts: harts, schedulingSeed: seed))
    _ = try kernel.start(program.image(regionSizeLog2: 20))
    #expect(kernel.run(budget: 5_000_000) == .finished)
    #expect(kernel.contradictions == [])
    #expect(kernel.framesInUse.isEmpty)
    #expect(kernel.reservedFrames == 0)
    #expect(kernel.openFileCount == 0)
    return String(decoding: kernel.console, as: UTF8.self)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `A pipe carries bytes from child to parent and reports its end`(strategy: ForkStrategy) throws {
    let output = try Self.output(strategy: strategy) { program, runtime in
      let ends = program.zeroed(bytes: 16)
      let buffer = program.zeroed(bytes: 32)
      program.loadAddress(.a0, of: ends)
      program.load(.a1, 0)
      program.systemCall(.pipe2)
      program.systemCall(.fork)
      program.ifTrue(.isZero(.a0)) { program in
        program.loadAddress(.t1, of: ends)
        program.loadWord(.a0, 4, .t1)
        program.loadAddress(.a1, of: program.string("through the pipe\n"))
        program.load(.a2, 17)
        program.systemCall(.write)
        runtime.exit(0, in: &program)
      }
      program.loadAddress(.t1, of: ends)
      program.loadWord(.a0, 4, .t1)
      program.systemCall(.close)
      let again = program.here()
      program.loadAddress(.t1, of: ends)
      program.loadWord(.a0, 0, .t1)
      program.loadAddress(.a1, of: buffer)
      program.load(.a2, 8)
      program.systemCall(.read)
      program.ifTrue(.isNotZero(.a0)) { program in
        program.move(.a2, .a0)
        program.loadAddress(.a1, of: buffer)
        program.call(runtime.write)
        program.jump(to: again)
      }
      runtime.waitForChild(in: &program)
      runtime.print("end\n", in: &program)
    }
    #expect(output == "through the pipe\nend\n")
  }

  @Test func `wait4 stores the status as POSIX lays it out, and ECHILD follows`() throws {
    let output = try Self.output { program, runtime in
      let status = program.zeroed(bytes: 16)
      program.systemCall(.fork)
      program.ifTrue(.isZero(.a0)) { runtime.exit(7, in: &$0) }
      program.load(.a0, -1)
      program.loadAddress(.a1, of: status)
      program.load(.a2, 0)
      program.load(.a3, 0)
      program.systemCall(.wait4)
      program.loadAddress(.t1, of: status)
      program.loadWord(.s1, 0, .t1)
      runtime.print("status ", .s1, in: &program)
      runtime.waitForChild(in: &program)
      program.move(.s1, .a0)
      program.move(.s2, .t0)
      runtime.print("error ", .s1, in: &program)
      runtime.print("flag ", .s2, in: &program)
    }
    #expect(output == "status 1792\nerror 10\nflag 1\n")
  }

  @Test func `A vfork child shares memory, and the parent waits for its end`() throws {
    let output = try Self.output { program, runtime in
      let cell = program.zeroed(bytes: 16)
      program.systemCall(.vfork)
      program.ifTrue(.isZero(.a0)) { program in
        program.loadAddress(.t1, of: cell)
        program.load(.t2, 42)
        program.storeDouble(.t2, 0, .t1)
        runtime.print("child\n", in: &program)
        runtime.exit(0, in: &program)
      }
      program.loadAddress(.t1, of: cell)
      program.loadDouble(.s1, 0, .t1)
      runtime.print("parent sees ", .s1, in: &program)
    }
    #expect(output == "child\nparent sees 42\n")
  }

  @Test(arguments: [1, 2, 3], [nil, 1, 2] as [UInt64?])
  func `Threads share memory and can be joined`(harts: Int, seed: UInt64?) throws {
    let output = try Self.output(harts: harts, seed: seed) { program, runtime in
      let (counter, stack) = (program.zeroed(bytes: 16), program.zeroed(bytes: 1024))
      let body = program.makeLabel()
      let start = program.makeLabel()
      program.jump(to: start)
      program.place(body)
      program.load(.s1, 500)
      program.whileTrue(.isNotZero(.s1)) { program in
        program.loadAddress(.t1, of: counter)
        program.load(.t2, 1)
        program.emit(.amoaddD, .zero, .t1, .t2)
        program.add(.s1, .s1, -1)
      }
      program.systemCall(.threadExit)
      program.place(start)
      program.load(.s2, 0)
      for _ in 0..<2 {
        program.address(.a0, of: body)
        program.loadAddress(.a1, of: stack)
        program.load(.a2, 0)
        program.systemCall(.threadNew)
        program.emit(.slli, .s2, .s2, immediate: 32)
        program.add(.s2, .s2, .a0)
      }
      program.emit(.addiw, .a0, .s2)
      program.systemCall(.threadJoin)
      program.emit(.srli, .a0, .s2, immediate: 32)
      program.systemCall(.threadJoin)
      program.loadAddress(.t1, of: counter)
      program.loadDouble(.s1, 0, .t1)
      runtime.print("", .s1, in: &program)
    }
    #expect(output == "1000\n")
  }

  @Test(arguments: ForkStrategy.allCases)
  func `Mapped memory is zero, private or shared as asked, and goes when unmapped`(strategy: ForkStrategy) throws {
    let output = try Self.output(strategy: strategy) { program, runtime in
      for (register, flags) in [(Register.s0, Int64(0x1002)), (.s1, 0x1001)] {
        program.load(.a0, 0)
        program.load(.a1, 8192)
        program.load(.a2, 3)
        program.load(.a3, flags)
        program.load(.a4, -1)
        program.load(.a5, 0)
        program.systemCall(.mmap)
        program.moveCapability(register, .a0)
      }
      program.load(.t1, 4096)
      program.increment(.t1, .s0, by: .t1)
      program.loadDouble(.s2, 0, .t1)
      runtime.print("fresh ", .s2, in: &program)
      program.systemCall(.fork)
      program.ifTrue(.isZero(.a0)) { program in
        program.load(.t1, 5)
        program.storeDouble(.t1, 0, .s0)
        program.storeDouble(.t1, 0, .s1)
        runtime.exit(0, in: &program)
      }
      runtime.waitForChild(in: &program)
      program.loadDouble(.s2, 0, .s0)
      runtime.print("private ", .s2, in: &program)
      program.loadDouble(.s2, 0, .s1)
      runtime.print("shared ", .s2, in: &program)
      program.moveCapability(.a0, .s0)
      program.load(.a1, 8192)
      program.systemCall(.munmap)
      program.systemCall(.fork)
      program.ifTrue(.isZero(.a0)) { program in
        program.loadDouble(.t1, 0, .s0)
        runtime.print("still there\n", in: &program)
        runtime.exit(0, in: &program)
      }
      runtime.waitForChild(in: &program)
      runtime.print("end\n", in: &program)
    }
    #expect(output == "fresh 0\nprivate 0\nshared 5\nend\n")
  }

  @Test func `Fork fails with EAGAIN or ENOMEM and loses nothing`() throws {
    let output = try Self.output(frames: 60) { program, runtime in
      program.load(.s1, 0)
      let again = program.here()
      program.systemCall(.fork)
      program.ifTrue(.isNotZero(.t0)) { program in
        program.move(.s2, .a0)
        runtime.print("errno ", .s2, in: &program)
        runtime.exit(0, in: &program)
      }
      program.ifTrue(.isZero(.a0)) { $0.jump(to: again) }
      runtime.waitForChild(in: &program)
    }
    #expect(output == "errno 12\n")
  }
}
