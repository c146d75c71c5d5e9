package io.kiln.it.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests to the query API of AWS's clients, signed as they sign them, nearly always. */
final class Forms {

  static final String KEY_ID = "AKIAFUZZ";
  static final String SECRET = "a-long-random-text-for-nobody";

  private static final String PATH = "/cfn/v1";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final List<String> ACTIONS =
      List.of(
          "CreateStack",
          "UpdateStack",
          "DeleteStack",
          "CancelUpdateStack",
          "ContinueUpdateRollback",
          "RollbackStack",
          "UpdateTerminationProtection",
          "SetStackPolicy",
          "GetStackPolicy",
          "SignalResource",
          "DescribeStacks",
          "ListStacks",
          "DescribeStackEvents",
          "ListStackResources",
          "DescribeStackResources",
          "DescribeStackResource",
          "GetTemplate",
          "GetTemplateSummary",
          "ValidateTemplate",
          "EstimateTemplateCost",
          "CreateChangeSet",
          "ExecuteChangeSet",
          "DeleteChangeSet",
          "DescribeChangeSet",
          "ListChangeSets",
          "DetectStackDrift",
          "DetectStackResourceDrift",
          "DescribeStackDriftDetectionStatus",
          "DescribeStackResourceDrifts",
          "ListExports",
          "ListImports",
          "NoSuchAction");

  private static final String POLICY =
      "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"Update:*\", \"Principal\": \"*\","
          + " \"Resource\": \"*\"}]}";

  private final int port;
  private final InstantSource clock;

  Forms(int port, InstantSource clock) {
    this.port = port;
    this.clock = clock;
  }

  Draft draft(Dice dice) {
    String form = form(dice);
    boolean posted = dice.percent(80);
    var draft = new Draft(posted ? "POST" : "GET", posted ? PATH : PATH + "?" + form, port);
    if (posted) {
      draft.body = Requests.bytes(form);
      draft.headers.add("Content-Type: application/x-www-form-urlencoded; charset=utf-8");
    }
    if (!dice.percent(3)) {
      sign(draft, posted ? "" : form, dice.percent(3) ? "another-secret-of-anybody" : SECRET);
    }
    return draft;
  }

  private static String form(Dice dice) {
    String action = dice.pick(ACTIONS);
    List<String> fields = new ArrayList<>(List.of("Action=" + action, "Version=2010-05-15"));
    String stack = World.name(dice.below(World.STACKS + World.PASSING));
    String value = dice.percent(4) ? dice.pick(Targets.NASTY) : stack;
    if (dice.percent(90)) {
      fields.add("StackName=" + Targets.encoded(value));
    }
    if (action.contains("ChangeSet")) {
      fields.add("ChangeSetName=c" + dice.below(4));
      fields.add("ChangeSetType=" + dice.of("CREATE", "UPDATE", "IMPORT"));
    }
    if (action.contains("Resource")) {
      fields.add("LogicalResourceId=" + dice.of("a", "t", "h", "nosuch"));
    }
    if (action.startsWith("Create") || action.startsWith("Update") || action.contains("Template")) {
      fields.add(template(dice));
    }
    switch (action) {
      case "SetStackPolicy" ->
          fields.add("StackPolicyBody=" + Targets.encoded(dice.percent(80) ? POLICY : "{"));
      case "SignalResource" ->
          fields.add("UniqueId=1&Status=" + dice.of("SUCCESS", "FAILURE", "MAYBE"));
      case "UpdateTerminationProtection" ->
          fields.add("EnableTerminationProtection=" + dice.of("false", "false", "true", "perhaps"));
      case "ListImports" -> fields.add("ExportName=e");
      case "DescribeStackDriftDetectionStatus" ->
          fields.add("StackDriftDetectionId=" + World.NOBODY);
      default -> {}
    }
    while (dice.percent(25)) {
      fields.add(odd(dice));
    }
    return String.join("&", fields);
  }

  private static String template(Dice dice) {
    return switch (dice.below(10)) {
      case 0 -> "UsePreviousTemplate=true";
      case 1 -> "TemplateURL=" + Targets.encoded("http://127.0.0.1:1/t");
      case 2 -> "TemplateBody=" + Targets.encoded(dice.pick(Damage.TEXTS));
      default -> "TemplateBody=" + Targets.encoded(dice.pick(Templates.ALL));
    };
  }

  private static String odd(Dice dice) {
    return switch (dice.below(9)) {
      case 0 -> "Parameters.member.1.ParameterKey=N&Parameters.member.1.ParameterValue=2";
      case 1 -> "Parameters.member.1.ParameterKey=N&Parameters.member.1.UsePreviousValue=true";
      case 2 ->
          "Parameters.member.%s.ParameterKey=N"
              .formatted(dice.of("0", "-1", "99999999999", "x", ""));
      case 3 ->
          "Tags.member.1.Key=k&Tags.member.1.Value=" + Targets.encoded(dice.pick(Targets.NASTY));
      case 4 -> "NextToken=" + Targets.encoded(dice.pick(Targets.NASTY));
      case 5 -> "OnFailure=" + dice.of("DO_NOTHING", "ROLLBACK", "DELETE", "x");
      case 6 -> "TimeoutInMinutes=" + dice.of("1", "0", "-1", "1e9", "99999999999999");
      case 7 ->
          "ClientRequestToken=" + dice.of("t1", "t2", Targets.encoded(dice.pick(Targets.NASTY)));
      default ->
          dice.of(
              "Capabilities.member.1=CAPABILITY_IAM",
              "DisableRollback=true",
              "StackName=twice",
              "%zz=1",
              "a=%ff",
              "=",
              "&&",
              "StackStatusFilter.member.1=NO");
    };
  }

  private void sign(Draft draft, String query, String secret) {
    String time = TIME.format(clock.instant());
    String day = time.substring(0, 8);
    String scope = day + "/RegionOne/cloudformation/aws4_request";
    String canonical =
        String.join(
            "\n",
            draft.method,
            PATH,
            canonical(query),
            "host:127.0.0.1:" + port,
            "x-amz-date:" + time,
            "",
            "host;x-amz-date",
            hex(hash(draft.body)));
    String text =
        String.join("\n", "AWS4-HMAC-SHA256", time, scope, hex(hash(Requests.bytes(canonical))));
    byte[] key =
        mac(
            mac(mac(mac(Requests.bytes("AWS4" + secret), day), "RegionOne"), "cloudformation"),
            "aws4_request");
    draft.headers.add("X-Amz-Date: " + time);
    draft.headers.add(
        "Authorization: AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=host;x-amz-date, Signature=%s"
            .formatted(KEY_ID, scope, hex(mac(key, text))));
  }

  /** In the order of names, as far as a query is well-formed; a wrong one is refused anyway. */
  private static String canonical(String query) {
    return query.isEmpty()
        ? ""
        : String.join(
            "&",
            List.of(query.split("&")).stream()
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                .sorted()
                .toList());
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
