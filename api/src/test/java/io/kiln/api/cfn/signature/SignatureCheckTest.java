package io.kiln.api.cfn.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.api.auth.Role;
import io.kiln.api.http.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By AWS's test suite for signature version 4 and the examples of its documentation. */
class SignatureCheckTest {

  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");

  private static final String ID = "AKIDEXAMPLE";

  private static final AccessKey KEY = new AccessKey(ID, SECRET, "somebody", "demo", Role.MEMBER);

  private static SignatureCheck at(Instant now) {
    return new SignatureCheck(
        id -> id.equals(ID) ? Optional.of(KEY) : Optional.empty(),
        Set.of("service", "iam"),
        () -> now);
  }

  private static HttpParts request(
      String method, String target, String body, String signature, String... extra) {
    int mark = target.indexOf('?');
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("host", List.of("example.amazonaws.com"));
    headers.put("x-amz-date", List.of("20150830T123600Z"));
    StringBuilder signed = new StringBuilder();
    for (int i = 0; i < extra.length; i += 2) {
      headers.put(extra[i], List.of(extra[i + 1]));
      signed.append(extra[i]).append(';');
    }
    headers.put(
        "authorization",
        List.of(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders="
                + signed
                + "host;x-amz-date, Signature="
                + signature));
    return new HttpParts(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        headers,
        HttpParts.hash(body.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /,                 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "GET,  /example/..,       5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "GET,  /./,               5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "GET,  //,                5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "GET,  /ሴ,                8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
    "GET,  /?Param1=value1,   a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
    "GET,  /?Param2=value2&Param1=value1,"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    "POST, /,                 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  })
  void aRequestOfAwssTestSuiteIsSignedAsItSays(String method, String target, String signature) {
    assertThat(at(THEN).check(request(method, target, "", signature))).isEqualTo(KEY);
  }

  @Test
  void aFormOfAwssTestSuiteIsSignedWithItsBody() {
    HttpParts form =
        request(
            "POST",
            "/",
            "Param1=value1",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
            "content-type",
            "application/x-www-form-urlencoded");

    assertThat(at(THEN).check(form)).isEqualTo(KEY);

    HttpParts changed =
        new HttpParts(
            form.method(),
            form.path(),
            form.query(),
            form.headers(),
            HttpParts.hash("Param1=value2".getBytes(StandardCharsets.UTF_8)));
    assertRefused(at(THEN), changed, "SignatureDoesNotMatch");
  }

  /** The example of "Create a signed AWS API request". */
  @Test
  void theExampleOfTheDocumentationIsSignedAsItSays() {
    var parts =
        new HttpParts(
            "GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            Map.of(
                "host",
                List.of("iam.amazonaws.com"),
                "content-type",
                List.of("application/x-www-form-urlencoded; charset=utf-8"),
                "x-amz-date",
                List.of("20150830T123600Z"),
                "authorization",
                List.of(
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                        + " SignedHeaders=content-type;host;x-amz-date,"
                        + " Signature="
                        + "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")),
            HttpParts.hash(new byte[0]));

    assertThat(at(THEN).check(parts)).isEqualTo(KEY);
  }

  @Test
  void aSignedAddressIsGoodUntilItExpires() {
    HttpParts parts = presigned("600", PRESIGNED);

    assertThat(at(THEN.plusSeconds(599)).check(parts)).isEqualTo(KEY);
    assertRefused(at(THEN.plusSeconds(600)), parts, "RequestExpired");
    assertRefused(at(THEN), presigned("601", PRESIGNED), "SignatureDoesNotMatch");
    assertRefused(at(THEN), presigned("0", PRESIGNED), "IncompleteSignature");
    assertRefused(at(THEN), presigned("604801", PRESIGNED), "IncompleteSignature");
  }

  private static final String PRESIGNED =
      "a40bf53295f486ef0cb532a1546091dd75a20ce3eee65d62ff52c4e3d56f990b";

  private static HttpParts presigned(String expires, String signature) {
    return new HttpParts(
        "GET",
        "/",
        "Action=ListStacks&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fservice%2Faws4_request"
            + "&X-Amz-Date=20150830T123600Z&X-Amz-Expires="
            + expires
            + "&X-Amz-SignedHeaders=host&X-Amz-Signature="
            + signature,
        Map.of("host", List.of("example.amazonaws.com")),
        HttpParts.hash(new byte[0]));
  }

  @Test
  void aClockMayBeAQuarterOfAnHourOff() {
    HttpParts parts =
        request("GET", "/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");

    assertThat(at(THEN.plus(Duration.ofSeconds(899))).check(parts)).isEqualTo(KEY);
    assertThat(at(THEN.minus(Duration.ofMinutes(15))).check(parts)).isEqualTo(KEY);
    assertRefused(at(THEN.plus(Duration.ofMinutes(15))), parts, "RequestExpired");
    assertRefused(at(THEN.minus(Duration.ofSeconds(901))), parts, "SignatureDoesNotMatch");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS4-HMAC-SHA256 | IncompleteSignature",
        "AWS4-HMAC-SHA256 Credential=x, SignedHeaders=host;x-amz-date, Signature=0 | Incomplete",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=x-amz-date, Signature=00 | IncompleteSignature",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=host, Signature=00 | IncompleteSignature",
        "AWS4-HMAC-SHA256 Credential=OTHER/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=00 | InvalidClientTokenId",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150829/us-east-1/service/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=00 | SignatureDoesNotMatch",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=00 | SignatureDoesNotMatch",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=host;x-amz-date, Signature=é | SignatureDoesNotMatch",
      })
  void whatIsNotSignedRightIsRefusedByItsName(String header, String code) {
    HttpParts parts = request("GET", "/", "", "x");
    Map<String, List<String>> headers = new LinkedHashMap<>(parts.headers());
    headers.put("authorization", List.of(header));

    assertRefused(at(THEN), new HttpParts("GET", "/", "", headers, parts.payload()), code);
  }

  @Test
  void anAccessKeyDoesNotTellItsSecret() {
    assertThat(KEY.toString()).doesNotContain(SECRET);
  }

  private static void assertRefused(SignatureCheck check, HttpParts parts, String code) {
    assertThatThrownBy(() -> check.check(parts))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().type()).startsWith(code));
  }
}
