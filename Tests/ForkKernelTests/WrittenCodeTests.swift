import Architecture
import ForkKernel
import Guests
import Testing

/// Code that a call writes over.
@Suite struct WrittenCodeTests {
  @Test(arguments: ForkStrategy.allCases)
  func `Code that a call reads over code that has run is what runs next`(strategy: ForkStrategy) throws {
    let output = try SystemCallTests.output(strategy: strategy) { program, runtime in
      let code = program.zeroed(bytes: 16)
      // Two functions of two instructions: the one answers 1, the other 2.
      program.loadAddress(.t1, of: code)
      for (index, instruction) in [
        Instruction(.addi, rd: 10, immediate: 1), Instruction(.cjalr, rs1: 1),
        Instruction(.addi, rd: 10, immediate: 2), Instruction(.cjalr, rs1: 1),
      ].enumerated() {
        let word = (try? instruction.encoded(in: .capability)) ?? 0
        program.load(.t2, Int64(Int32(bitPattern: word)))
        program.storeWord(.t2, Int64(4 * index), .t1)
      }
      program.pipe(reader: .s2, writer: .s3)
      program.systemCall(.write, .register(.s3), .address(code), 16)
      program.systemCall(.mmap, .null, 4096, 7, 0x1002, -1, 0)
      program.moveCapability(.s0, .a0)
      program.load(.s1, 0)
      for _ in 0..<2 {
        program.systemCall(.read, .register(.s2), .register(.s0), 8)
        program.load(.t1, 1)
        program.emit(.cSetFlags, .t2, .s0, .t1)
        program.emit(.cjalr, .ra, .t2)
        program.load(.t1, 10)
        program.multiply(.s1, .s1, .t1)
        program.add(.s1, .s1, .a0)
      }
      runtime.print("", .s1, in: &program)
    }
    #expect(output == "12\n")
  }
}
