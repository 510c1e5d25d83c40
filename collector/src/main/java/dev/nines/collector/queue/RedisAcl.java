package dev.nines.collector.queue;

import java.util.Collection;
import java.util.stream.Collectors;

/// What the gateway's user needs on a server, as a command that an administrator can run. It cannot
/// write, and of the slow log it sees the length only, because entries hold jobs' data. `SCAN`
/// shows the names of all keys, whatever the key patterns.
public final class RedisAcl {
  private RedisAcl() {}

  /// @param keys patterns of keys, for example `bull:*`
  public static String setUser(String user, String password, Collection<String> keys) {
    String patterns = keys.stream().map(key -> "%R~" + key).collect(Collectors.joining(" "));
    return "ACL SETUSER %s reset on >%s %s resetchannels -@all".formatted(user, password, patterns)
        + " +ping +hello +info +llen +lrange +zcard +zcount +zrange +hget +hmget +hgetall +exists"
        + " +scan +slowlog|len +client|setname +cluster|nodes +cluster|slots";
  }
}
