#!/usr/bin/env python3
"""A machine at a port: it is the one that `ufork serve --rvfi-dii` is, until it is to execute an instruction of one opcode.

machine.py BEHAVIOUR PORT OPCODE UFORK
"""
import os
import socket
import subprocess
import sys
import time

behaviour, port, opcode, ufork = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
server = subprocess.Popen([ufork, "serve", "--rvfi-dii", "0"], stderr=subprocess.PIPE, text=True)
address = server.stderr.readline().split()[-1].split(":")
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen()


def whole(peer, count):
    data = b""
    while len(data) < count:
        more = peer.recv(count - len(data))
        if not more:
            raise ConnectionError
        data += more
    return data


def pass_on(checker, machine):
    version = 1
    while True:
        command = whole(checker, 8)
        word = int.from_bytes(command[:4], "little")
        if behaviour != "honest" and command[6] == 1 and word & 0x7F == opcode:
            print(f"{behaviour} at {word:08x}", file=sys.stderr, flush=True)
            if behaviour == "dies":
                os._exit(77)
            if behaviour == "hangs up":
                return
            if behaviour == "stalls":
                time.sleep(100000)
            if behaviour == "babbles":
                checker.sendall(b"nonsense" * 16)
            # A lie: nothing is done instead.
            command = (0x13).to_bytes(4, "little") + command[4:]
        machine.sendall(command)
        if command[6] == ord("v"):
            version = word
            checker.sendall(whole(machine, 16))
        elif version == 1 or (command[6] == 0 and word == 0x56455253):
            checker.sendall(whole(machine, 88))
        else:
            head = whole(machine, 64)
            checker.sendall(head + whole(machine, int.from_bytes(head[8:16], "little") - 64))


while True:
    checker, _ = listener.accept()
    machine = socket.create_connection((address[0], int(address[1])))
    for peer in (checker, machine):
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        pass_on(checker, machine)
    except OSError:
        pass
    checker.close()
    machine.close()
