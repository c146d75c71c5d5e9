package io.kiln.resources.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.baremetal.IronicAnswer.Remedy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorBodyTest {

  @Test
  void allFormsOfErrorsGiveTheirWords() {
    assertThat(
            message(
                """
                {"error_message": "{\\"faultcode\\": \\"Client\\", \\"faultstring\\": \\"Node nope \
                could not be found.\\", \\"debuginfo\\": null}"}\
                """))
        .isEqualTo("Node nope could not be found.");
    assertThat(
            message(
                """
                {"error_message": "{\\"code\\": 406, \\"title\\": \\"Not Acceptable\\", \
                \\"description\\": \\"Version 1.99 was requested\\"}"}\
                """))
        .isEqualTo("Version 1.99 was requested");
    assertThat(message("{\"error\":{\"message\":\"Authorization required\",\"code\":401}}"))
        .isEqualTo("Authorization required");
    assertThat(message("{\"error_message\": {\"faultstring\": \"old\"}}")).isEqualTo("old");
    assertThat(message("{\"error_message\": \"plain\"}")).isEqualTo("plain");
    assertThat(message("<html>Bad Gateway</html>"))
        .isEqualTo("HTTP status 400: <html>Bad Gateway</html>");
    assertThat(message("")).isEqualTo("HTTP status 400");
  }

  @Test
  void refusalsAreToldApartByStatusAndWords() {
    record Case(int status, String message, Remedy remedy) {}
    for (Case each :
        List.of(
            new Case(409, "Node x is locked by host localhost", Remedy.RETRY_SOON),
            new Case(
                409,
                "Node x can not be updated while a state transition is in progress",
                Remedy.RETRY_SOON),
            new Case(409, "An allocation with name x already exists", Remedy.GIVE_UP),
            new Case(503, "lack of free conductor workers", Remedy.RETRY_SOON),
            new Case(
                500,
                "The concurrent action limit for deploy has been reached",
                Remedy.RETRY_SLOWLY),
            new Case(500, "internal", Remedy.GIVE_UP),
            new Case(400, "Failed to validate deploy or power info", Remedy.GIVE_UP),
            new Case(404, "gone", Remedy.GONE),
            new Case(403, "is protected and cannot be undeployed", Remedy.GIVE_UP))) {
      assertThat(Remedy.of(each.status(), each.message()))
          .as(each.message())
          .isEqualTo(each.remedy());
    }
  }

  @Test
  void versionsAreComparedByNumber() {
    assertThat(ApiVersion.parse("1.100").orElseThrow())
        .isGreaterThan(ApiVersion.parse("1.82").orElseThrow());
    assertThat(ApiVersion.parse("latest")).isEqualTo(Optional.empty());
  }

  private static String message(String body) {
    return ErrorBody.message(400, body);
  }
}
