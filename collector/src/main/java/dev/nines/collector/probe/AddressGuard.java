package dev.nines.collector.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Says which addresses a probe may connect to: public ones, and those that the configuration
/// allows. It looks at the address that is then connected to, after the name was resolved, so no
/// spelling of an address and no name that points inward gets past it.
public final class AddressGuard {
  /// What is not a public host (IANA's special-purpose registries, IPv4 and IPv6), cloud metadata
  /// addresses among them.
  private static final List<Cidr> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/128",
              "::1/128",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "3fff::/20",
              "5f00::/16",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(Cidr::parse)
          .toList();

  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr NAT64_LOCAL = Cidr.parse("64:ff9b:1::/48");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr COMPATIBLE = Cidr.parse("::/96");
  private static final int IPV4_BYTES = 4;

  private final List<Cidr> allowed;

  /// @param allowed ranges that may be probed although they are not public
  public AddressGuard(List<Cidr> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /// Whether a probe may connect to the address. An IPv6 address that carries an IPv4 address must
  /// be allowed as both.
  public boolean allows(InetAddress address) {
    return isAllowedAsIs(address) && embedded(address).map(this::isAllowedAsIs).orElse(true);
  }

  private boolean isAllowedAsIs(InetAddress address) {
    return isIn(allowed, address) || !isIn(NOT_PUBLIC, address);
  }

  private static boolean isIn(List<Cidr> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /// The IPv4 address that a gateway on the way would make of this one. (The mapped form,
  /// `::ffff:1.2.3.4`, Java has already turned into IPv4.)
  private static Optional<InetAddress> embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (SIX_TO_FOUR.contains(address)) {
      return Optional.of(ipv4(bytes, 2));
    }
    boolean atEnd =
        NAT64.contains(address) || NAT64_LOCAL.contains(address) || COMPATIBLE.contains(address);
    return atEnd ? Optional.of(ipv4(bytes, bytes.length - IPV4_BYTES)) : Optional.empty();
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
