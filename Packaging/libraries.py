"""The C libraries of the function, each built from Debian's source with what the function uses and nothing else.

They go to a prefix of static archives, headers and .pc files, named by a hash of all that they are made of: recipes,
sources, compiler. A second run finds it there. Nothing in them names the folder they were built in.
"""

import hashlib
import os
import re
import shutil
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path

from sources import Sources
from toolchain import Failed, call, identity, tool

#: What the program lacks on AL2023, or doesn't need, each file saying what and why.
COMPATIBILITY = Path(__file__).resolve().parent / "compatibility"

#: How often the branches of libcurl and jansson are taken, in LLVM's form, for the compiler to lay them out by: see
#: Benchmarks/branch-counts, which writes it. Where a source has changed since, the compiler leaves its counts aside.
BRANCH_COUNTS = Path(__file__).parent / "branch-counts.proftext"

#: In sections that the linker can drop one by one, and at fixed addresses: the program is linked so.
#: Debuggers read .debug_frame, which is taken out of the program; nothing unwinds through C at run time.
FLAGS = (
    "-g -ffunction-sections -fdata-sections -fno-pic -fno-plt -fno-asynchronous-unwind-tables -fno-unwind-tables "
    "-fstack-protector-strong -D_FORTIFY_SOURCE=2"
)


@dataclass(frozen=True)
class Recipe:
    """How a library is made of its Debian source package."""

    package: str
    #: Shell commands, run in the source's folder with CC, CFLAGS, JOBS and PREFIX set.
    commands: str
    #: The folder of the source in which they are run.
    folder: str = "."
    #: What the compiler is to strive for: speed where each call passes through, and otherwise a small program.
    optimization: str = "-Os"
    #: Whether the compiler is told how often its branches are taken, which makes it faster and larger.
    has_branch_counts: bool = False


#: TLS 1.2 and 1.3 as a client, SHA-256, HMAC, certificates of RSA and elliptic curves. No file of settings is read
#: (`no-autoload-config`), nothing is loaded at run time (`no-dso`, `no-module`, `no-engine`).
OPENSSL_WITHOUT = """
    shared module dso engine legacy tests autoload-config ui-console async comp ct deprecated dgram dtls filenames sock
    multiblock nextprotoneg ocsp psk rfc3779 srp srtp ts cmp cms weak-ssl-ciphers ssl3 tls1 tls1_1
    aria bf blake2 camellia cast chacha cmac des dh dsa ec2m gost idea md4 mdc2 ocb poly1305 rc2 rc4 rmd160 scrypt seed
    siphash siv sm2 sm3 sm4 whirlpool
"""
OPENSSL_TARGETS = {"x86_64": "linux-x86_64", "aarch64": "linux-aarch64"}

#: HTTP and HTTPS over IPv4 and IPv6, with proxies; names are looked up on a thread.
CURL_WITHOUT = """
    ftp file ldap ldaps rtsp dict telnet tftp pop3 imap smb smtp gopher mqtt manual crypto-auth ntlm ntlm-wb tls-srp
    unix-sockets cookies mime dateparse netrc progress-meter dnsshuffle get-easy-options alt-svc hsts doh
    headers-api libcurl-option openssl-auto-load-config
"""
CURL_WITHOUT_LIBRARIES = """
    ca-bundle ca-path ca-fallback zlib brotli zstd libpsl libidn2 nghttp2 librtmp libssh2 libgsasl
"""

#: A statement of `Curl_add_custom_headers`, and what is built in its place; both as patterns for sed.
CURL_FIELD_BY_BYTES = r'result = Curl_dyn_addf(req, "%s\\r\\n", compare);'
CURL_FIELD_AT_ONCE = (
    r'result = Curl_dyn_add(req, compare); if(!result) result = Curl_dyn_addn(req, STRCONST("\\r\\n"));'
)

RECIPES = [
    Recipe(
        "openssl",
        f"""
        ./Configure {OPENSSL_TARGETS.get(os.uname().machine, "linux-generic64")} --prefix=/usr --libdir=lib \\
            --openssldir=/etc/pki/tls {" ".join("no-" + name for name in OPENSSL_WITHOUT.split())} $CFLAGS
        make -s -j$JOBS build_generated
        make -s -j$JOBS libcrypto.a libssl.a
        mkdir -p "$PREFIX/include/openssl" "$PREFIX/lib"
        cp include/openssl/*.h "$PREFIX/include/openssl/"
        cp libcrypto.a libssl.a "$PREFIX/lib/"
        """,
    ),
    Recipe(
        "expat",
        # Without arc4random_buf, which AL2023's glibc doesn't have. And without what reads the declarations of a document
        # type, of which the function refuses any: it would count each token that a declared entity might have brought.
        """
        cat > expat_config.h <<END
        #define XML_NS 1
        #define XML_CONTEXT_BYTES 1024
        #define BYTEORDER 1234
        #define HAVE_GETRANDOM 1
        END
        $CC $CFLAGS -I. -c lib/xmlparse.c lib/xmlrole.c lib/xmltok.c
        ar rcs "$PREFIX/lib/libexpat.a" xmlparse.o xmlrole.o xmltok.o
        cp lib/expat.h lib/expat_external.h "$PREFIX/include/"
        """,
        folder="expat",
        optimization="-O3",
    ),
    Recipe(
        "jansson",
        """
        sed -e 's/@json_inline@/inline/; s/@json_have_long_long@/1/; s/@json_have_localeconv@/1/' \\
            -e 's/@json_have_atomic_builtins@/1/; s/@json_have_sync_builtins@/1/' jansson_config.h.in > jansson_config.h
        cat > jansson_private_config.h <<END
        #define HAVE_STDINT_H 1
        #define HAVE_FCNTL_H 1
        #define HAVE_UNISTD_H 1
        #define HAVE_SYS_TYPES_H 1
        #define HAVE_SYS_STAT_H 1
        #define HAVE_SYS_TIME_H 1
        #define HAVE_SYS_PARAM_H 1
        #define HAVE_ENDIAN_H 1
        #define HAVE_LOCALE_H 1
        #define HAVE_LOCALECONV 1
        #define HAVE_SETLOCALE 1
        #define HAVE_STRTOLL 1
        #define HAVE_ATOMIC_BUILTINS 1
        #define HAVE_SYNC_BUILTINS 1
        #define USE_URANDOM 1
        #define INITIAL_HASHTABLE_ORDER 3
        #define VERSION "2"
        END
        # As one file, so that the compiler sees through the function that is called for each byte.
        printf '#include "%s"\\n' *.c > whole.inc
        $CC $CFLAGS -DHAVE_CONFIG_H -I. -x c -c whole.inc -o jansson.o
        ar rcs "$PREFIX/lib/libjansson.a" jansson.o
        cp jansson.h jansson_config.h "$PREFIX/include/"
        """,
        folder="src",
        optimization="-O3",
        has_branch_counts=True,
    ),
    Recipe(
        "curl",
        f"""
        # Debian's patches change what configure is made of, and not configure itself.
        find . -name aclocal.m4 -exec touch {{}} +
        find . \\( -name configure -o -name Makefile.in -o -name '*.h.in' \\) -exec touch {{}} +
        # A field goes through curl's printf, which writes a byte at a time, and a session token is long: it is copied instead.
        grep -c '{CURL_FIELD_BY_BYTES}' lib/http.c | grep -qx 1
        sed -i 's/{CURL_FIELD_BY_BYTES}/{CURL_FIELD_AT_ONCE}/' lib/http.c
        CPPFLAGS="-I$PREFIX/include" LDFLAGS="-L$PREFIX/lib -no-pie" LIBS="-ldl -lpthread" PKG_CONFIG=false ./configure \\
            --prefix=/usr --disable-shared --with-openssl --enable-threaded-resolver --enable-ipv6 --enable-proxy \\
            {" ".join("--without-" + name for name in CURL_WITHOUT_LIBRARIES.split())} \\
            {" ".join("--disable-" + name for name in CURL_WITHOUT.split())}
        make -s -C lib -j$JOBS
        make -s -C lib install DESTDIR="$PREFIX/stage"
        make -s -C include install DESTDIR="$PREFIX/stage"
        """,
        optimization="-O2",
        has_branch_counts=True,
    ),
]

#: SwiftPM reads `Libs` and not `Libs.private`: each names all that it needs.
PKG_CONFIG = {
    "libcrypto": "-lcrypto",
    "libssl": "-lssl -lcrypto",
    "libcurl": "-lcurl -lssl -lcrypto",
    "expat": "-lexpat",
    "jansson": "-ljansson",
}


def prefix(folder: Path, sources: Sources, jobs: int) -> Path:
    """The libraries' prefix below the folder, built if it isn't there."""
    path = folder / key(sources)
    if not path.is_dir():
        build(path, sources, jobs)
    return path


def key(sources: Sources) -> str:
    """A hash of all that the libraries are made of."""
    parts = [Path(__file__).read_bytes(), identity().encode()]
    parts += [file.read_bytes() for file in [*sorted(COMPATIBILITY.iterdir()), BRANCH_COUNTS]]
    parts += [sources.description(recipe.package).read_bytes() for recipe in RECIPES]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def build(path: Path, sources: Sources, jobs: int) -> None:
    part = path.with_name(path.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    for name in ("include", "lib"):
        (part / name).mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder, "branch-counts.profdata")
        call([tool("llvm-profdata"), "merge", f"--output={counts}", str(BRANCH_COUNTS)])
        for recipe in RECIPES:
            print(f"  {sources.description(recipe.package).stem}", flush=True)
            flags = f"-fprofile-use={counts} -Wno-profile-instr-unprofiled" if recipe.has_branch_counts else ""
            said = build_one(recipe, sources, part, jobs, flags)
            print(end=of_other_code(said))
    build_compatibility(part)
    write_pkg_config(part)
    part.rename(path)


def of_other_code(said: str) -> str:
    """What to do if the compiler has left counts aside because they are of other code; nothing if it hasn't."""
    functions = re.findall(r"\(hash mismatch\) (\S+)", said)
    if not functions:
        return ""
    return (
        f"    warning: {len(functions)} of its functions have changed since {BRANCH_COUNTS.name} was written, "
        f"{functions[0]} for one; Benchmarks/branch-counts writes it anew\n"
    )


def build_counting(path: Path, prefix: Path, sources: Sources, jobs: int) -> None:
    """Makes the path a copy of the prefix whose libraries count how often their branches are taken, those for which the
    compiler is told so."""
    shutil.copytree(prefix, path)
    for recipe in RECIPES:
        if recipe.has_branch_counts:
            print(f"  {recipe.package}, counting", flush=True)
            build_one(recipe, sources, path, jobs, "-fprofile-generate")


def build_one(recipe: Recipe, sources: Sources, prefix: Path, jobs: int, flags: str) -> str:
    """Builds a library into the prefix, with those flags besides its own; returns what the compiler said."""
    with tempfile.TemporaryDirectory(prefix="library-", dir=prefix.parent) as folder:
        source = Path(folder, "source")
        sources.unpack(recipe.package, source)
        environment = {
            "PATH": f"{compilers(Path(folder), source)}:{os.environ['PATH']}",
            "HOME": folder,
            "LC_ALL": "C",
            "SOURCE_DATE_EPOCH": "0",
            "CC": "cc",
            "AR": "ar",
            "RANLIB": "ranlib",
            "CFLAGS": f"{recipe.optimization} {FLAGS} {flags}",
            "JOBS": str(jobs),
            "PREFIX": str(prefix),
        }
        commands = ["bash", "-euo", "pipefail", "-c", textwrap.dedent(recipe.commands)]
        said = call(commands, cwd=source / recipe.folder, env=environment)
    stage = prefix / "stage" / "usr"
    if stage.is_dir():
        shutil.copytree(stage / "include", prefix / "include", dirs_exist_ok=True)
        for archive in (stage / "lib").glob("*.a"):
            shutil.copy(archive, prefix / "lib")
        shutil.rmtree(stage.parent)
    return said


def build_compatibility(prefix: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        objects = []
        for source in sorted(COMPATIBILITY.glob("*.[cS]")):
            objects.append(str(Path(folder, source.name + ".o")))
            call([tool("clang"), "-Os", *FLAGS.replace("-g ", "").split(), "-c", str(source), "-o", objects[-1]])
        call([tool("llvm-ar"), "rcs", str(prefix / "lib" / "libcompatibility.a"), *objects])


def compilers(folder: Path, source: Path) -> Path:
    """A folder with `cc`, `ar` and `ranlib`, in whose names and arguments, which OpenSSL keeps, no folder of ours stands."""
    programs = folder / "bin"
    programs.mkdir()
    lines = {
        "cc": f'exec {tool("clang")} -ffile-prefix-map={source}=. "$@"',
        "ar": f'exec {tool("llvm-ar")} "$@"',
        "ranlib": f'exec {tool("llvm-ranlib")} "$@"',
    }
    for name, line in lines.items():
        program = programs / name
        program.write_text(f"#!/bin/sh\n{line}\n")
        program.chmod(0o755)
    return programs


def write_pkg_config(prefix: Path) -> None:
    folder = prefix / "lib" / "pkgconfig"
    folder.mkdir()
    for name, libraries in PKG_CONFIG.items():
        # The prefix is relative to the file, so that it may be moved.
        (folder / f"{name}.pc").write_text(
            f"prefix=${{pcfiledir}}/../..\nName: {name}\nDescription: {name}, static\nVersion: 1\n"
            f"Libs: -L${{prefix}}/lib {libraries}\nCflags: -I${{prefix}}/include\n"
        )
