package dev.nines.collector.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/// Targets from DNS (`dns_sd_configs`): the addresses behind a name, or its SRV records.
public final class DnsDiscovery implements Discovery {
  private final List<String> names;
  private final RecordType type;
  private final int port;
  private final Duration interval;

  /// Which records are asked for.
  public enum RecordType {
    /// IPv4 addresses; the port is configured.
    A,
    /// IPv6 addresses; the port is configured.
    AAAA,
    /// Hosts and ports.
    SRV
  }

  /// @param names to ask for
  /// @param port of the targets, unless SRV records say it
  /// @param interval from one look to the next
  public DnsDiscovery(List<String> names, RecordType type, int port, Duration interval) {
    this.names = List.copyOf(names);
    this.type = type;
    this.port = port;
    this.interval = interval;
  }

  @Override
  public String name() {
    return "dns_sd %s %s port %d".formatted(type, names, port);
  }

  @Override
  public Duration refreshInterval() {
    return interval;
  }

  @Override
  public List<TargetGroup> discover() throws IOException {
    var groups = new ArrayList<TargetGroup>();
    for (String name : names) {
      groups.addAll(type == RecordType.SRV ? services(name) : addresses(name));
    }
    return groups;
  }

  private List<TargetGroup> addresses(String name) throws UnknownHostException {
    int bytes = type == RecordType.A ? 4 : 16;
    List<String> targets =
        Arrays.stream(InetAddress.getAllByName(name))
            .filter(address -> address.getAddress().length == bytes)
            .map(this::target)
            .sorted()
            .toList();
    return List.of(new TargetGroup(targets, Map.of("__meta_dns_name", name)));
  }

  private String target(InetAddress address) {
    String host = address.getHostAddress();
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }

  /// The JDK resolves SRV records through JNDI only. Attributes of DNS are texts: no object is
  /// looked up or deserialised.
  @SuppressWarnings({"BanJNDI", "JdkObsolete"})
  private static List<TargetGroup> services(String name) throws IOException {
    var settings = new Hashtable<String, String>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put("com.sun.jndi.dns.timeout.initial", "2000");
    settings.put("com.sun.jndi.dns.timeout.retries", "2");
    try {
      var context = new InitialDirContext(settings);
      try {
        Attribute records = context.getAttributes(name, new String[] {"SRV"}).get("SRV");
        return records == null ? List.of() : services(name, records.getAll());
      } finally {
        context.close();
      }
    } catch (NameNotFoundException e) {
      return List.of();
    } catch (NamingException e) {
      throw new IOException(
          "the name %s cannot be resolved: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static List<TargetGroup> services(String name, NamingEnumeration<?> records)
      throws NamingException {
    var groups = new ArrayList<TargetGroup>();
    while (records.hasMore()) {
      String[] parts = records.next().toString().split(" ", 4); // priority, weight, port, host
      String host =
          parts[3].endsWith(".") ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
      groups.add(
          new TargetGroup(
              List.of(host + ":" + parts[2]),
              Map.of(
                  "__meta_dns_name", name,
                  "__meta_dns_srv_record_target", parts[3],
                  "__meta_dns_srv_record_port", parts[2])));
    }
    return groups;
  }
}
