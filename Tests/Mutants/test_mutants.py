"""Tests of what puts mutants into sources: `python3 -m unittest discover --start-directory Tests/Mutants`."""

import tempfile
import unittest
from pathlib import Path

import applier
import files
import swift
import tree

HEAD = "rule: a.b\nsentence: It is wrong.\norigin: this suite\nproperty: p.q\n\n"

SOURCE = '''import Architecture

struct Range {
  let base: Int
  static let unit = 16

  /// A comment with a brace: {
  var top: Int { base + 1 }

  var length: Int {
    top - base
  }

  var word: String {
    get { "}{ \\(base) }" }
    set { base = newValue.count }
  }

  func contains(_ value: Int) -> Bool {
    let inside = value >= base
    return inside && value < top
  }

  func clear() {
    values.forEach { value in
      value.clear()
    }
  }
}
'''


def mutant(name, change, head=HEAD):
    return files.parse(Path(f"{name}.mutant"), f"{head}--- Implementation/F.swift\n@@\n{change}")


def mutated(*mutants):
    return applier.mutated("Implementation/F.swift", SOURCE, list(enumerate(mutants, start=1)))


class Parsing(unittest.TestCase):
    def test_a_file_says_what_it_must(self):
        parsed = mutant("one", "-a\n+b\n", HEAD + "litmus: x.y,\n  z\n")
        self.assertEqual((parsed.name, parsed.listed("rule"), parsed.listed("litmus")), ("one", ["a.b"], ["x.y", "z"]))

    def test_errors_name_file_line_and_remedy(self):
        for text, message in [
            ("rool: a\n--- f\n@@\n+a\n", "one.mutant:1: “rool: a” is no header: write one of"),
            (HEAD + HEAD + "--- f\n@@\n+a\n", "one.mutant:6: “rule” is there twice"),
            (HEAD.replace("origin: this suite\n", "") + "--- f\n@@\n+a\n", "one.mutant:1: there is no “origin:”: add it"),
            (HEAD, "no file is changed"),
            (HEAD + "--- f\n-a\n", "one.mutant:7: write “@@”"),
            (HEAD + "--- f\n@@\n a\n", "one.mutant:7: nothing is changed here"),
            (HEAD + "--- f\n", "one.mutant:6: nothing is changed in f"),
            (HEAD + "--- f\n@@\n+a\nb\n", "one.mutant:9: “b”: a line of a change begins with"),
        ]:
            with self.assertRaises(files.MutantError) as caught:
                files.parse(Path("one.mutant"), text)
            self.assertIn(message, str(caught.exception))

    def test_a_name_has_small_letters_and_hyphens(self):
        with self.assertRaisesRegex(files.MutantError, "no name of a mutant"):
            mutant("Not_This", "-a\n+b\n")

    def test_what_a_file_names_must_be_known(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "one.mutant"
            path.write_text(HEAD + "--- f\n@@\n+a\n")
            parsed = files.read_all(Path(folder))
            files.check_names(parsed, "rule", {"a.b.c"}, "look")
            with self.assertRaisesRegex(files.MutantError, "one.mutant:1: there is no rule “a.b”: look"):
                files.check_names(parsed, "rule", {"a.bc"}, "look")


class Applying(unittest.TestCase):
    def assert_refused(self, change, message):
        with self.assertRaises(files.MutantError) as caught:
            mutated(mutant("one", change))
        self.assertIn(message, str(caught.exception))

    def test_what_is_found_must_be_there_once(self):
        self.assert_refused("-    return outside\n+    return true\n", "one.mutant:7: this is found not in")
        self.assert_refused("+x\n   }\n", "found 4 times")

    def test_a_body_is_there_once_for_each_mutant_and_unchanged(self):
        text = mutated(
            mutant("one", "-    let inside = value >= base\n+    let inside = value > base\n"),
            mutant("two", "-    return inside && value < top\n+    return inside\n"))
        self.assertIn('''Bool {
if switched(1) {
    let inside = value > base
    return inside && value < top
  
} else if switched(2) {
    let inside = value >= base
    return inside
  
} else {
    let inside = value >= base
    return inside && value < top
  
}
}
''', text)

    def test_mutants_of_the_same_line_do_not_meet(self):
        line = "-    return inside && value < top\n"
        text = mutated(mutant("one", line + "+    return inside\n"), mutant("two", line + "+    return true\n"))
        self.assertEqual([text.count(f"    return {value}\n") for value in ["inside", "true", "inside && value < top"]],
                         [1, 1, 1])

    def test_several_places_of_a_mutant_in_one_body_are_changed_together(self):
        text = mutated(mutant(
            "one", "-    let inside = value >= base\n+    let inside = true\n@@\n"
            "-    return inside && value < top\n+    return inside\n"))
        self.assertIn("let inside = true\n    return inside\n", text)
        self.assertEqual(text.count("switched("), 1)

    def test_an_expression_is_returned(self):
        text = mutated(mutant("one", "-    top - base\n+    let length = top\n+    return length\n"))
        self.assertIn("let length = top\n    return length\n", text)
        self.assertIn("return top - base\n", text)

    def test_a_body_may_be_on_the_line_of_its_declaration(self):
        text = mutated(mutant("one", "-  var top: Int { base + 1 }\n+  var top: Int { base }\n"))
        self.assertIn("if switched(1) { return base \n} else { return base + 1 \n}", text)

    def test_closures_belong_to_the_function_around_them(self):
        text = mutated(mutant("one", "-      value.clear()\n+      value.keep()\n"))
        self.assertIn("func clear() {\nif switched(1) {\n    values.forEach", text)

    def test_accessors_are_bodies_of_their_own(self):
        text = mutated(mutant("one", "-    set { base = newValue.count }\n+    set { }\n"))
        self.assertIn('get { "}{ \\(base) }" }\n    set {\nif switched(1) { \n} else {', text)

    def test_outside_of_functions_declarations_can_be_added(self):
        text = mutated(mutant("one", "   let base: Int\n+  var other = 0\n"))
        self.assertIn("  let base: Int\n  var other = 0\n", text)
        self.assertNotIn("switched", text)

    def test_outside_of_functions_nothing_else_can_be_changed(self):
        self.assert_refused("-  let base: Int\n+  let base: UInt\n", "stands outside of every function")
        self.assert_refused("-  func clear() {\n+  func clear(all: Bool) {\n", "stands outside of every function")

    def test_the_value_of_a_constant_is_chosen(self):
        text = mutated(mutant("one", "-  static let unit = 16\n+  static let unit = 8\n"))
        self.assertIn("  static let unit = switched(1) ? (8) : (16)\n", text)

    def test_the_switch_is_imported_once(self):
        self.assertEqual(applier.with_import("import Architecture\nlet a = 1\n"), "public import Architecture\nlet a = 1\n")
        self.assertEqual(applier.with_import("let a = 1\n"), "public import Architecture\nlet a = 1\n")

    def test_only_the_implementation_is_changed(self):
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(files.MutantError, "no file of the Implementation"):
                applier.apply(Path(folder), [mutant("one", "-a\n+b\n")])


class Grammar(unittest.TestCase):
    def test_braces_in_comments_and_strings_are_none(self):
        text = 'a /* { /* { */ */ "{" // {\n#"{"# """\n{ \\("}") {\n"""\n{'
        self.assertEqual(swift.masked(text).count("{"), 1)
        self.assertEqual(len(swift.masked(text)), len(text))

    def test_single_expressions(self):
        for text, expected in [
            ("a + b", True), ("\n    a\n      + b\n  ", True), ("\n    a.map {\n      f($0)\n    }\n", True),
            ("\n    f(a,\n      b)\n", True), ("switch a {\n  case .b: 1\n  }", True), ('"""\n a\n b\n """', True),
            ("return a", False), ("\n    a()\n    b()\n", False), ("let a = 1", False), ("", False),
            ("if a { return 1 }\n return 2", False), ("a = 1; b", False), ("fatalError()", False),
        ]:
            self.assertEqual(swift.is_expression(text), expected, text)

    def test_every_kind_of_function_is_found(self):
        for text, has_value in [
            ("func f() {\n  X\n}", False), ("func f(\n  a: Int = g { 1 }\n) throws(E) -> (A, B)\nwhere A: B {\n  X\n}", True),
            ("init?(a: Int) {\n  X\n}", False), ("deinit {\n  X\n}", False),
            ("subscript(a: Int) -> Int {\n  X\n}", True), ("subscript(a: Int) -> Int {\n  get { 1 }\n  set {\n X }\n}", False),
            ("private static var a: [Int: Int] {\n  X\n}", True), ("var a = 1 {\n  didSet {\n X }\n}", False),
            ("extension A {\n  @inline(__always) package mutating func f<T>(a: T) -> Bool {\n  X\n}}", True),
        ]:
            place = text.index("X")
            body = swift.body_around(swift.masked(text), place, place + 1)
            self.assertIsNotNone(body, text)
            self.assertEqual(body.has_value, has_value, text)

    def test_types_and_stored_closures_are_no_functions(self):
        for text in ["struct A {\n  X\n}", "let a = f {\n  X\n}", "enum A {\n  case a, b\n  X\n}"]:
            place = text.index("X")
            self.assertIsNone(swift.body_around(swift.masked(text), place, place + 1), text)


class Copying(unittest.TestCase):
    def test_a_file_that_says_the_same_is_left_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a/b"
            tree.write_if_changed(path, "text")
            before = path.stat().st_mtime_ns
            tree.write_if_changed(path, "text")
            self.assertEqual(path.stat().st_mtime_ns, before)

    def test_the_package_keeps_the_tests_that_are_needed(self):
        text = tree.package((tree.ROOT / "Package.swift").read_text(), {"ForkKernelTests"})
        self.assertEqual(text.count(".testTarget("), 1)
        self.assertIn('name: "ForkKernelTests"', text)
        self.assertNotIn("treatAllWarnings", text)


if __name__ == "__main__":
    unittest.main()
