# shellcheck shell=sh
# For scripts to source: finds the JDK 25 that builds and runs Nines. Maven finds it by itself; what starts a JVM on its own asks here.
# NINES_JAVA_HOME  the one to use, if not the first one found

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# True if $1 is the home of a JDK (not a mere JRE) 25.
is_jdk_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    grep -q '^JAVA_VERSION="25["+.]' "$1/release"
}

java_home_on_path() {
  command -v java >/dev/null 2>&1 || return 0
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

find_jdk() {
  if [ -n "${NINES_JAVA_HOME:-}" ]; then
    is_jdk_25 "$NINES_JAVA_HOME" ||
      fail "NINES_JAVA_HOME is $NINES_JAVA_HOME, which is not a JDK 25. Point it at one, or unset it to let Nines look for one."
    printf '%s\n' "$NINES_JAVA_HOME"
    return
  fi
  for home in "${JAVA_HOME:-}" \
    /usr/lib/jvm/*25* /usr/lib/jvm/* /usr/lib64/jvm/*25* /usr/java/*25* \
    /opt/*25* /opt/java/* /opt/jdk/* /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/*25* "${HOME:-/nonexistent}"/.jdks/*25* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/*25* "${HOME:-/nonexistent}"/.asdf/installs/java/*25* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk_25 "$home"; then
      printf '%s\n' "$home"
      return
    fi
  done
  home=$(java_home_on_path)
  if [ -n "$home" ] && is_jdk_25 "$home"; then
    printf '%s\n' "$home"
    return
  fi
  fail "Nines needs a JDK 25, and none was found (JAVA_HOME, PATH and the usual folders were searched)." \
    "Install one, e.g. 'apt-get install openjdk-25-jdk', 'brew install openjdk@25' or 'sdk install java 25-tem'," \
    "or name the one you have: NINES_JAVA_HOME=/path/to/jdk-25 ./nines …"
}
