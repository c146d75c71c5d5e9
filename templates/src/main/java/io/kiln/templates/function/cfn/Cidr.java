package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code {Fn::Cidr: [block, count, bits]}}: the first networks of an address block, each with so
 * many bits for its hosts.
 */
final class Cidr implements ValueFunction {

  private static final String FORM = "[ipBlock, count, cidrBits]";

  /** CloudFormation's own limit. */
  private static final int MOST = 256;

  /** Hosts of an IPv4 network when the bits are not given: a /24. */
  private static final int USUAL_BITS = 8;

  @Override
  public String name() {
    return "Fn::Cidr";
  }

  @Override
  public String summary() {
    return "The networks that an address block is parted into.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, FORM);
    if (parts.size() < 2 || parts.size() > 3) {
      throw new Mistake("Arguments to \"Fn::Cidr\" must be of the form " + FORM);
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    IpBlock block =
        IpBlock.parse(CfnText.of(parts.getFirst(), "The address block", site))
            .orElseThrow(
                () ->
                    new Mistake(
                        "The address block of \"Fn::Cidr\" must be like 10.0.0.0/16 or"
                            + " 2001:db8::/48, not \"%s\"".formatted(parts.getFirst())));
    int count = whole(parts.get(1), "The count", 1, MOST, site);
    int bits = bits(parts, block, site);
    int prefix = block.length() - bits;
    if (prefix < block.prefix()
        || (prefix - block.prefix() < 9 && count > 1 << (prefix - block.prefix()))) {
      throw new Mistake(
          "\"Fn::Cidr\" cannot part %s into %d networks of /%d".formatted(block, count, prefix));
    }
    var mark = site.mark(argument);
    List<Value> networks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      networks.add(new Value.Text(block.network(prefix, i), mark));
    }
    return new Value.ListOf(networks, mark);
  }

  private static int bits(List<Value> parts, IpBlock block, CallSite site) {
    if (parts.size() == 3) {
      return whole(parts.get(2), "The cidrBits", 1, block.length(), site);
    }
    if (block.length() > 32) {
      throw new Mistake("\"Fn::Cidr\" must be given the cidrBits of an IPv6 block");
    }
    return USUAL_BITS;
  }

  private static int whole(Value given, String what, int least, int most, CallSite site) {
    String text = CfnText.of(given, what, site);
    if (text.matches("[0-9]{1,4}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Mistake(
        "%s of \"Fn::Cidr\" must be a whole number from %d to %d, not %s"
            .formatted(what, least, most, text));
  }
}
