package dev.nines.collector.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// A range of addresses, for example `10.1.0.0/16` or `fd12::/16`. A single address is a range of
/// one.
public final class Cidr {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final byte[] network;
  private final int prefixBits;

  private Cidr(byte[] network, int prefixBits) {
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /// Reads `address/bits` or an address.
  ///
  /// @throws IllegalArgumentException if it is neither, or has bits set behind the prefix
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    // Only literals: a name would ask the resolver here and mean something else tomorrow.
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      throw invalid(text);
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int bits = slash < 0 ? bytes.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > bytes.length * Byte.SIZE) {
        throw invalid(text);
      }
      var cidr = new Cidr(bytes, bits);
      cidr.requireNothingBehindPrefix(text);
      return cidr;
    } catch (UnknownHostException | NumberFormatException _) {
      throw invalid(text);
    }
  }

  /// Whether the address lies in the range. IPv4 addresses inside IPv6 ones count as IPv4.
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      if (bit(bytes, bit) != bit(network, bit)) {
        return false;
      }
    }
    return true;
  }

  private void requireNothingBehindPrefix(String text) {
    for (int bit = prefixBits; bit < network.length * Byte.SIZE; bit++) {
      if (bit(network, bit) != 0) {
        throw new IllegalArgumentException(
            "'%s' has bits set behind its prefix, expected the first address of the range"
                .formatted(text));
      }
    }
  }

  private static int bit(byte[] bytes, int index) {
    return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "'%s' is no address range, expected for example 10.1.0.0/16 or fd12::/16".formatted(text));
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/" + prefixBits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
