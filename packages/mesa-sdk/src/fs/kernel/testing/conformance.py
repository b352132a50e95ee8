"""Does what programs do to files, below the folder given, and prints what came of each as one JSON object.

The same script runs on a mount and on a local disk: the answers have to be equal. So a check returns what a program
sees and a disk settles (bytes, modes, counts, errors by name), and never a time of day or a number of an inode.
"""

import ctypes
import errno
import fcntl
import json
import mmap
import os
import re
import select
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import threading

CHECKS = []
libc = ctypes.CDLL(None, use_errno=True)
AT_FDCWD = -100


def check(function):
    CHECKS.append(function)
    return function


def refusal(function, *args, **options):
    """The name of the error that a call ends with, or "ok"."""
    try:
        function(*args, **options)
        return "ok"
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error.errno))


def put(path, data=b"x"):
    with open(path, "wb") as file:
        file.write(data)


def get(path):
    with open(path, "rb") as file:
        return file.read()


def renameat2(old, new, flags):
    if libc.renameat2(AT_FDCWD, os.fsencode(old), AT_FDCWD, os.fsencode(new), flags) != 0:
        raise OSError(ctypes.get_errno(), "renameat2")


def run(*args):
    return subprocess.run(args, check=True, capture_output=True, text=True).stdout


@check
def create_write_read():
    put("f", b"hello")
    return get("f").decode(), os.stat("f").st_size


@check
def empty_file():
    put("f", b"")
    return get("f").decode(), os.stat("f").st_size


@check
def append_keeps_what_is_there():
    put("f", b"one")
    with open("f", "ab") as file:
        file.write(b"two")
    return get("f").decode()


@check
def append_from_four_processes():
    code = "import os\nfor i in range(100): os.write(os.open('f', os.O_WRONLY | os.O_APPEND), b'line\\n')"
    put("f", b"")
    children = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    return [child.wait() for child in children], get("f") == b"line\n" * 400


@check
def exclusive_create():
    put("f")
    return refusal(os.open, "f", os.O_CREAT | os.O_EXCL | os.O_WRONLY)


@check
def truncating_open():
    put("f", b"long contents")
    os.close(os.open("f", os.O_WRONLY | os.O_TRUNC))
    return os.stat("f").st_size


@check
def truncate_shorter_and_longer():
    put("f", b"0123456789")
    os.truncate("f", 4)
    os.truncate("f", 8)
    return get("f").decode()


@check
def ftruncate_through_an_open_file():
    with open("f", "w+b") as file:
        file.write(b"0123456789")
        file.flush()
        os.ftruncate(file.fileno(), 3)
        return os.fstat(file.fileno()).st_size, get("f").decode()


@check
def sparse_write():
    fd = os.open("f", os.O_RDWR | os.O_CREAT)
    os.pwrite(fd, b"end", 3 * 1024 * 1024)
    blocks = os.fstat(fd).st_blocks
    return os.pread(fd, 4, 1024).hex(), os.fstat(fd).st_size, blocks * 512 < 1024 * 1024


@check
def size_of_five_gibibytes():
    fd = os.open("f", os.O_RDWR | os.O_CREAT)
    os.pwrite(fd, b"far", 5 * 1024**3)
    return os.fstat(fd).st_size, os.pread(fd, 3, 5 * 1024**3).decode()


@check
def large_file_in_odd_pieces():
    data = bytes(range(256)) * 8192
    with open("f", "wb", buffering=0) as file:
        for at in range(0, len(data), 77_777):
            file.write(data[at : at + 77_777])
    return get("f") == data


@check
def overwrite_in_the_middle():
    put("f", b"a" * 70_000)
    fd = os.open("f", os.O_RDWR)
    os.pwrite(fd, b"B" * 10, 65_530)
    return os.pread(fd, 12, 65_529).decode(), os.fstat(fd).st_size


@check
def reading_beyond_the_end():
    put("f", b"abc")
    fd = os.open("f", os.O_RDONLY)
    return os.pread(fd, 10, 2).decode(), os.pread(fd, 10, 3).decode(), os.pread(fd, 10, 99).decode()


@check
def reading_a_write_only_file():
    fd = os.open("f", os.O_WRONLY | os.O_CREAT)
    return refusal(os.read, fd, 1)


@check
def mkdir_and_rmdir():
    os.mkdir("d", 0o750)
    mode = stat.filemode(os.stat("d").st_mode)
    os.rmdir("d")
    return mode, os.path.exists("d")


@check
def links_of_directories():
    os.mkdir("d")
    os.mkdir("d/e")
    os.mkdir("d/f")
    put("d/file")
    return os.stat("d").st_nlink, os.stat("d/e").st_nlink


@check
def umask_is_applied():
    before = os.umask(0o027)
    os.close(os.open("f", os.O_CREAT | os.O_WRONLY, 0o666))
    os.mkdir("d", 0o777)
    os.umask(before)
    return oct(os.stat("f").st_mode), oct(os.stat("d").st_mode)


@check
def errors_of_paths():
    put("f")
    os.mkdir("d")
    put("d/x")
    return {
        "open missing": refusal(os.open, "none", os.O_RDONLY),
        "open below a file": refusal(os.open, "f/x", os.O_RDONLY),
        "write a directory": refusal(os.open, "d", os.O_WRONLY),
        "mkdir over a file": refusal(os.mkdir, "f"),
        "mkdir in nothing": refusal(os.mkdir, "none/d"),
        "rmdir a file": refusal(os.rmdir, "f"),
        "rmdir full": refusal(os.rmdir, "d"),
        "unlink a directory": refusal(os.unlink, "d"),
        "unlink missing": refusal(os.unlink, "none"),
        "rename missing": refusal(os.rename, "none", "f"),
        "readlink of a file": refusal(os.readlink, "f"),
        "list a file": refusal(os.listdir, "f"),
        "folder as file": refusal(os.open, "f", os.O_RDONLY | os.O_DIRECTORY),
        "long name": refusal(os.open, "n" * 256, os.O_CREAT | os.O_WRONLY),
        "link a directory": refusal(os.link, "d", "l"),
        "link over a file": refusal(os.link, "f", "d/x"),
        "symlink over a file": refusal(os.symlink, "t", "f"),
        "truncate a directory": refusal(os.truncate, "d", 0),
        "truncate below zero": refusal(os.truncate, "f", -1),
    }


@check
def errors_of_renames():
    for name in ("empty", "full", "full/in", "other"):
        os.mkdir(name)
    put("f")
    return {
        "file over directory": refusal(os.rename, "f", "empty"),
        "directory over file": refusal(os.rename, "empty", "f"),
        "directory over full": refusal(os.rename, "empty", "full"),
        "into itself": refusal(os.rename, "full", "full/in/x"),
        "over empty": refusal(os.rename, "other", "empty"),
        "left": sorted(os.listdir(".")),
    }


@check
def rename_over_a_file():
    put("a", b"new")
    put("b", b"old")
    os.rename("a", "b")
    return get("b").decode(), os.listdir(".")


@check
def rename_a_tree():
    os.makedirs("a/b/c")
    put("a/b/c/f", b"deep")
    os.mkdir("to")
    os.rename("a", "to/a")
    return get("to/a/b/c/f").decode(), os.stat(".").st_nlink, os.stat("to").st_nlink, os.stat("to/a/..").st_ino == os.stat("to").st_ino


@check
def rename_to_the_same_file():
    put("a", b"x")
    os.link("a", "b")
    os.rename("a", "b")
    return sorted(os.listdir("."))


@check
def rename_no_replace():
    put("a", b"a")
    put("b", b"b")
    first = refusal(renameat2, "a", "b", 1)
    return first, refusal(renameat2, "a", "c", 1), get("b").decode(), get("c").decode()


@check
def rename_exchange():
    put("a", b"file")
    os.makedirs("d/e")
    renameat2("a", "d", 2)
    return get("d").decode(), os.listdir("a"), os.stat(".").st_nlink, refusal(renameat2, "a", "none", 2)


@check
def rename_with_unknown_flags():
    put("a")
    return refusal(renameat2, "a", "b", 64)


@check
def rename_an_open_file():
    with open("a", "wb", buffering=0) as file:
        file.write(b"1")
        os.rename("a", "b")
        file.write(b"2")
    return get("b").decode(), os.path.exists("a")


@check
def symbolic_links():
    put("f", b"through")
    os.symlink("f", "l")
    os.symlink("nowhere", "broken")
    os.symlink("loop", "loop")
    return (
        os.readlink("l"),
        get("l").decode(),
        os.lstat("l").st_size,
        stat.filemode(os.lstat("l").st_mode),
        refusal(os.stat, "broken"),
        refusal(os.stat, "loop"),
    )


@check
def long_symbolic_link():
    target = "x/" * 2000 + "end"
    os.symlink(target, "l")
    return os.readlink("l") == target, os.lstat("l").st_size


@check
def symbolic_link_to_a_folder():
    os.mkdir("d")
    os.symlink("d", "l")
    put("l/f", b"in")
    return get("d/f").decode(), os.path.realpath("l/f").endswith("/d/f")


@check
def hard_links():
    put("a", b"one")
    os.link("a", "b")
    same = os.stat("a").st_ino == os.stat("b").st_ino
    with open("b", "ab") as file:
        file.write(b"two")
    links = os.stat("a").st_nlink
    os.unlink("a")
    return same, links, get("b").decode(), os.stat("b").st_nlink


@check
def hard_link_of_a_symbolic_link():
    os.symlink("t", "a")
    os.link("a", "b", follow_symlinks=False)
    return os.readlink("b"), os.lstat("a").st_nlink


@check
def unlink_while_open():
    fd = os.open("f", os.O_RDWR | os.O_CREAT)
    os.write(fd, b"still here")
    os.unlink("f")
    os.pwrite(fd, b"S", 0)
    return os.pread(fd, 20, 0).decode(), os.fstat(fd).st_nlink, os.listdir("."), os.fstat(fd).st_size


@check
def rmdir_after_unlink_of_an_open_file():
    os.mkdir("d")
    fd = os.open("d/f", os.O_RDWR | os.O_CREAT)
    os.unlink("d/f")
    os.rmdir("d")
    return os.path.exists("d"), os.fstat(fd).st_nlink


@check
def making_files_in_a_removed_folder():
    os.mkdir("d")
    fd = os.open("d", os.O_RDONLY)
    os.rmdir("d")
    return refusal(os.open, "f", os.O_CREAT | os.O_WRONLY, dir_fd=fd), os.listdir(fd)


@check
def rename_over_an_open_file():
    put("old", b"old")
    put("new", b"new")
    fd = os.open("old", os.O_RDONLY)
    os.rename("new", "old")
    return os.read(fd, 10).decode(), os.fstat(fd).st_nlink, get("old").decode()


@check
def chmod_and_execute():
    put("run", b"#!/bin/sh\necho ran\n")
    before = refusal(os.execv, "run", ["run"]) if not os.access("run", os.X_OK) else "executable"
    os.chmod("run", 0o755)
    return before, oct(os.stat("run").st_mode), run("./run")


@check
def special_mode_bits():
    put("f")
    os.mkdir("d")
    os.chmod("f", 0o6755)
    os.chmod("d", 0o1777)
    return oct(os.stat("f").st_mode), oct(os.stat("d").st_mode)


@check
def writing_ends_set_user_id():
    put("f", b"abc")
    os.chown("f", 1234, 1234)
    os.chmod("f", 0o6775)
    # Root keeps the bits; whoever lacks the right to does not.
    child = "import os; os.setgroups([]); os.setgid(1234); os.setuid(1234); os.write(os.open('f', os.O_WRONLY), b'x')"
    subprocess.run([sys.executable, "-c", child], check=True)
    return oct(os.stat("f").st_mode)


@check
def chown_files_and_links():
    put("f")
    os.symlink("f", "l")
    os.chmod("f", 0o6755)
    os.chown("f", 1000, 1001)
    os.lchown("l", 1002, 1003)
    found = [os.lstat(name) for name in ("f", "l")]
    return [(at.st_uid, at.st_gid) for at in found], oct(found[0].st_mode)


@check
def another_user_is_kept_out():
    os.mkdir("d", 0o700)
    put("d/f")
    put("secret")
    os.chmod("secret", 0o600)
    child = (
        "import os, errno\nos.setgroups([]); os.setgid(4321); os.setuid(4321)\n"
        "for path in ('secret', 'd/f', 'new'):\n"
        "    try: os.open(path, os.O_RDWR | os.O_CREAT); print('ok')\n"
        "    except OSError as error: print(errno.errorcode[error.errno])\n"
    )
    os.chmod(".", 0o755)
    return run(sys.executable, "-c", child).split()


@check
def files_in_a_set_group_id_folder():
    os.mkdir("d")
    os.chown("d", 0, 777)
    os.chmod("d", 0o2755)
    put("d/f")
    os.mkdir("d/e")
    return os.stat("d/f").st_gid, os.stat("d/e").st_gid, oct(os.stat("d/e").st_mode)


@check
def times_to_the_nanosecond():
    put("f")
    os.utime("f", ns=(1_234_567_890_123_456_789, 987_654_321_987_654_321))
    found = os.stat("f")
    return found.st_atime_ns, found.st_mtime_ns


@check
def times_before_1970():
    put("f")
    os.utime("f", ns=(-1_500_000_000, -1))
    found = os.stat("f")
    return found.st_atime_ns, found.st_mtime_ns


@check
def times_of_links_and_folders():
    os.mkdir("d")
    os.symlink("d", "l")
    os.utime("l", ns=(1, 2), follow_symlinks=False)
    os.utime("d", ns=(3, 4))
    return os.lstat("l").st_mtime_ns, os.stat("d").st_mtime_ns


@check
def one_time_alone():
    put("f")
    os.utime("f", ns=(1_000, 2_000))
    run("touch", "-m", "-d", "@5.000000006", "f")
    return os.stat("f").st_atime_ns, os.stat("f").st_mtime_ns


@check
def what_changes_which_time():
    put("f", b"abc")
    os.mkdir("d")
    old = (10**18, 10**18)

    def moved(action, path):
        os.utime(path, ns=old)
        ctime = os.stat(path).st_ctime_ns
        action()
        after = os.stat(path)
        return after.st_mtime_ns != old[1], after.st_ctime_ns > ctime

    return {
        "write": moved(lambda: put("f", b"other"), "f"),
        "truncate": moved(lambda: os.truncate("f", 1), "f"),
        "chmod": moved(lambda: os.chmod("f", 0o600), "f"),
        "read": moved(lambda: get("f"), "f"),
        "link": moved(lambda: os.link("f", "g"), "f"),
        "unlink": moved(lambda: os.unlink("g"), "f"),
        "rename": moved(lambda: os.rename("f", "h"), "d")[0],
        "new name": moved(lambda: put("d/x"), "d"),
        "name gone": moved(lambda: os.unlink("d/x"), "d"),
        "mkdir": moved(lambda: os.mkdir("d/e"), "d"),
    }


@check
def extended_attributes():
    put("f")
    os.setxattr("f", "user.a", b"one")
    os.setxattr("f", "user.b", b"\0\xff")
    first = os.getxattr("f", "user.a").decode(), os.getxattr("f", "user.b").hex()
    names = sorted(name for name in os.listxattr("f") if name.startswith("user."))
    os.removexattr("f", "user.a")
    return first, names, refusal(os.getxattr, "f", "user.a"), refusal(os.removexattr, "f", "user.a")


@check
def extended_attributes_made_and_replaced():
    put("f")
    return (
        refusal(os.setxattr, "f", "user.a", b"1", os.XATTR_REPLACE),
        refusal(os.setxattr, "f", "user.a", b"1", os.XATTR_CREATE),
        refusal(os.setxattr, "f", "user.a", b"2", os.XATTR_CREATE),
        refusal(os.setxattr, "f", "user.a", b"", os.XATTR_REPLACE),
        os.getxattr("f", "user.a").decode(),
    )


@check
def extended_attribute_in_too_small_a_buffer():
    put("f")
    os.setxattr("f", "user.a", b"0123456789")
    buffer = ctypes.create_string_buffer(4)
    result = libc.getxattr(b"f", b"user.a", buffer, 4)
    code = ctypes.get_errno()
    return result, errno.errorcode[code], libc.getxattr(b"f", b"user.a", None, 0)


@check
def shared_memory_map():
    put("f", b"a" * 10_000)
    with open("f", "r+b") as file:
        with mmap.mmap(file.fileno(), 0) as mapped:
            mapped[5000:5005] = b"MAPPE"
            mapped.flush()
    return get("f")[4999:5006].decode()


@check
def private_memory_map():
    put("f", b"a" * 5000)
    with open("f", "rb") as file, mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE) as mapped:
        mapped[0:1] = b"Z"
        return mapped[0:2].decode(), get("f")[:2].decode()


@check
def map_sees_a_later_write():
    put("f", b"a" * 4096)
    with open("f", "r+b", buffering=0) as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as mapped:
        before = mapped[0:1].decode()
        file.write(b"b")
        return before, mapped[0:1].decode()


@check
def direct_io():
    fd = os.open("f", os.O_RDWR | os.O_CREAT | os.O_DIRECT)
    page = mmap.mmap(-1, 4096)
    page.write(b"d" * 4096)
    written = os.write(fd, page)
    os.lseek(fd, 0, os.SEEK_SET)
    back = mmap.mmap(-1, 4096)
    return written, os.readv(fd, [back]), back[:4].decode()


@check
def syncing():
    fd = os.open("f", os.O_WRONLY | os.O_CREAT)
    os.write(fd, b"x")
    folder = os.open(".", os.O_RDONLY)
    return refusal(os.fsync, fd), refusal(os.fdatasync, fd), refusal(os.fsync, folder)


@check
def locks_between_processes():
    put("f")
    mine = os.open("f", os.O_RDWR)
    fcntl.flock(mine, fcntl.LOCK_EX)
    fcntl.lockf(mine, fcntl.LOCK_EX, 10)
    child = (
        "import fcntl, os\nfd = os.open('f', os.O_RDWR)\n"
        "for lock in (fcntl.flock, fcntl.lockf):\n"
        "    try: lock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB); print('got it')\n"
        "    except OSError: print('taken')\n"
    )
    return run(sys.executable, "-c", child).split()


@check
def allocating():
    fd = os.open("f", os.O_RDWR | os.O_CREAT)
    os.posix_fallocate(fd, 0, 100_000)
    size = os.fstat(fd).st_size
    keep = libc.fallocate(fd, 1, ctypes.c_long(0), ctypes.c_long(200_000))
    return size, keep, os.fstat(fd).st_size, os.fstat(fd).st_blocks * 512 >= 200_000 - 32_768


@check
def punching_holes():
    fd = os.open("f", os.O_RDWR | os.O_CREAT)
    os.write(fd, b"x" * 200_000)
    done = libc.fallocate(fd, 3, ctypes.c_long(65_536), ctypes.c_long(65_536))
    return done, os.pread(fd, 2, 65_535).hex(), os.pread(fd, 2, 131_071).hex(), os.fstat(fd).st_size


@check
def seeking_data_and_holes():
    fd = os.open("f", os.O_RDWR | os.O_CREAT)
    os.ftruncate(fd, 4 << 20)
    os.pwrite(fd, b"data", 1 << 20)
    return (
        os.lseek(fd, 0, os.SEEK_DATA),
        os.lseek(fd, 0, os.SEEK_HOLE),
        os.lseek(fd, 1 << 20, os.SEEK_HOLE) <= (1 << 20) + 65_536,
        refusal(os.lseek, fd, 2 << 20, os.SEEK_DATA),
        refusal(os.lseek, fd, 4 << 20, os.SEEK_HOLE),
        os.lseek(fd, -3, os.SEEK_END),
    )


@check
def copying_a_range():
    put("a", b"0123456789" * 1000)
    source = os.open("a", os.O_RDONLY)
    target = os.open("b", os.O_WRONLY | os.O_CREAT)
    copied = os.copy_file_range(source, target, 5000, 5, 2)
    return copied, get("b")[:8].hex(), os.stat("b").st_size


@check
def files_without_a_name():
    fd = os.open(".", os.O_RDWR | os.O_TMPFILE, 0o640)
    os.write(fd, b"named later")
    before = os.fstat(fd).st_nlink, os.listdir(".")
    follow = 0x400  # os.link does not pass it on.
    if libc.linkat(AT_FDCWD, f"/proc/self/fd/{fd}".encode(), AT_FDCWD, b"f", follow) != 0:
        raise OSError(ctypes.get_errno(), "linkat")
    return before, get("f").decode(), os.stat("f").st_nlink, oct(os.stat("f").st_mode)


@check
def pipes_and_sockets():
    os.mkfifo("p", 0o644)
    server = socket.socket(socket.AF_UNIX)
    server.bind("s")
    server.listen()
    client = socket.socket(socket.AF_UNIX)
    client.connect("s")
    reader = os.open("p", os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open("p", os.O_WRONLY)
    os.write(writer, b"piped")
    return stat.filemode(os.stat("p").st_mode), stat.filemode(os.stat("s").st_mode), os.read(reader, 9).decode()


@check
def device_nodes():
    os.mknod("n", stat.S_IFCHR | 0o600, os.makedev(1, 3))
    found = os.stat("n")
    return stat.filemode(found.st_mode), os.major(found.st_rdev), os.minor(found.st_rdev)


@check
def listing_with_types():
    os.mkdir("d")
    put("f")
    os.symlink("f", "l")
    os.mkfifo("p")
    return sorted((at.name, at.is_dir(follow_symlinks=False), at.is_file(follow_symlinks=False), at.is_symlink()) for at in os.scandir("."))


@check
def listing_two_thousand_names():
    for number in range(2000):
        os.close(os.open(f"file-{number:04}", os.O_CREAT | os.O_WRONLY))
    listed = os.listdir(".")
    seen = sum(at.stat().st_size == 0 for at in os.scandir("."))
    return len(listed), len(set(listed)), seen


@check
def removing_while_listing():
    for number in range(300):
        put(f"file-{number}")
    for at in os.scandir("."):
        os.unlink(at.name)
    return os.listdir(".")


@check
def removing_a_tree():
    for number in range(20):
        os.makedirs(f"t/{number}/deep/er")
        put(f"t/{number}/deep/file")
    shutil.rmtree("t")
    return os.listdir(".")


@check
def names_of_all_kinds():
    names = ["a b", "tab\t", "new\nline", "ünï", "u\u0308ni\u0308", "日本", "🎉", "'\"$`\\", "-rf", "n" * 255, "é" * 127]
    for name in names:
        put(name, name.encode())
    return sorted(os.listdir(".")) == sorted(names), all(get(name) == name.encode() for name in names)


@check
def names_that_are_not_utf8():
    names = [b"\xff", b"a\xfe", b"\xc3", b"\xe2\x82"]
    for name in names:
        put(name, name)
    os.rename(b"\xff", b"\xfd")
    return sorted(name.hex() for name in os.listdir(b".")), get(b"\xfd").hex()


@check
def deep_folders():
    path = "/".join(["d"] * 150)
    os.makedirs(path)
    put(path + "/f", b"deep")
    return get(path + "/f").decode(), len(os.path.realpath(path + "/f")) - len(os.getcwd())


@check
def dot_and_dot_dot():
    os.makedirs("a/b")
    listing = run("ls", "-a", "a").split()
    return listing, os.stat("a/b/..").st_ino == os.stat("a").st_ino, os.stat("a/.").st_ino == os.stat("a").st_ino


@check
def threads_on_many_files():
    def work(number):
        for turn in range(20):
            name = f"t{number}-{turn}"
            put(name, name.encode())
            assert get(name) == name.encode()
            os.rename(name, name + ".done")
            os.unlink(name + ".done")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return os.listdir(".")


@check
def watching_a_folder():
    fd = libc.inotify_init()
    libc.inotify_add_watch(fd, b".", 0x100 | 0x200 | 0x8)
    put("f", b"x")
    os.unlink("f")
    seen = []
    while select.select([fd], [], [], 0.2)[0]:
        data = os.read(fd, 4096)
        while data:
            mask, length = int.from_bytes(data[4:8], "little"), int.from_bytes(data[12:16], "little")
            seen.append((hex(mask), data[16 : 16 + length].rstrip(b"\0").decode()))
            data = data[16 + length :]
    return seen


@check
def sqlite_with_a_journal():
    base = sqlite3.connect("base.db")
    base.execute("pragma journal_mode = delete")
    base.execute("create table t (n integer primary key, s text)")
    with base:
        base.executemany("insert into t values (?, ?)", ((n, "x" * 100) for n in range(500)))
    try:
        with base:
            base.execute("delete from t")
            raise KeyError
    except KeyError:
        pass
    answer = base.execute("select count(*), sum(n) from t").fetchone()
    return answer, base.execute("pragma integrity_check").fetchone(), sorted(os.listdir("."))


@check
def sqlite_with_a_write_ahead_log():
    base = sqlite3.connect("base.db")
    mode = base.execute("pragma journal_mode = wal").fetchone()
    with base:
        base.execute("create table t (n)")
        base.executemany("insert into t values (?)", ((n,) for n in range(500)))
    other = sqlite3.connect("base.db")
    return mode, other.execute("select sum(n) from t").fetchone(), other.execute("pragma integrity_check").fetchone()


@check
def shell_tools():
    put("f", b"one\ntwo\nthree\n")
    run("sed", "-i", "s/two/2/", "f")
    run("install", "-m", "755", "f", "g")
    os.utime("f", ns=(10**18, 10**18 + 7 * 10**8))
    run("cp", "-a", "f", "h")
    put("big", b"y\n" * 50_000)
    sorted_lines = run("bash", "-c", "sort f | head -n 2; grep -c y big; cat <<< here > i; ls | wc -l")
    return sorted_lines, stat.filemode(os.stat("g").st_mode), os.stat("h").st_mtime_ns


@check
def packing_and_unpacking():
    os.makedirs("from/sub")
    put("from/sub/f", b"contents" * 100)
    os.symlink("sub/f", "from/link")
    os.link("from/sub/f", "from/hard")
    os.utime("from/sub/f", ns=(10**18, 10**18 + 7 * 10**8))
    run("tar", "--format=posix", "-cf", "all.tar", "from")
    os.mkdir("to")
    run("tar", "-xf", "all.tar", "-C", "to")
    back = os.stat("to/from/sub/f")
    return back.st_mtime_ns, back.st_nlink, os.readlink("to/from/link"), run("diff", "-r", "from", "to/from")


@check
def room_and_limits():
    found = os.statvfs(".")
    return found.f_namemax, found.f_bsize, found.f_bavail > 0, os.pathconf(".", "PC_NAME_MAX")


def main(folder, only):
    os.chdir(folder)
    top = os.getcwd()
    results = {}
    for function in CHECKS:
        name = function.__name__
        if only and name not in only:
            continue
        os.mkdir(name)
        os.chdir(name)
        try:
            results[name] = function()
        except Exception as error:  # A check that breaks off is a result too: it is one that differs.
            results[name] = re.sub(re.escape(top), "", f"broke off: {type(error).__name__}: {error}")
        os.chdir(top)
    print(json.dumps(results))


main(sys.argv[1], sys.argv[2:])
