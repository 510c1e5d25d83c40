# shellcheck shell=bash
# For bench scripts to source: what they need to start a class of a module's tests.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=.mvn/jdk.sh
. "$root/.mvn/jdk.sh"

# Compiles module $1 and what it stands on; sets java and classpath, and goes to the module's folder.
prepare() {
  local jdk
  jdk=$(find_jdk)
  java=$jdk/bin/java
  echo "Compiling $1…" >&2
  (cd "$root" && JAVA_HOME=$jdk ./mvnw -q -B -ntp -pl "$1" -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/bench.classpath -Dexec.skip=true -Denforcer.skip=true)
  cd "$root/$1"
  classpath=target/test-classes:target/classes:$(cat target/bench.classpath)
}

# Runs the JMH benchmarks of module $1; the rest are JMH's own arguments. The build compiles them as they stand; only here JMH's
# annotation processor makes code of them, in a folder of its own, so that neither the build nor its checks ever meet that code.
run_jmh() {
  local generated=target/jmh
  prepare "$1"
  rm -rf "$generated"
  mkdir -p "$generated"
  find src/jmh/java -name '*.java' -exec \
    "${java}c" -nowarn -proc:full -processorpath "$classpath" -cp "$classpath" -implicit:none -d "$generated" {} +
  exec "$java" --sun-misc-unsafe-memory-access=allow -cp "$generated:$classpath" org.openjdk.jmh.Main \
    -prof dev.nines.testing.ProcessorTime "${@:2}"
}
