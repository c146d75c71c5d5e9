package io.kiln.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BytesTest {

  @Test
  void aBodyMayBeAsSlowAsABadLineAndNoSlower() {
    assertThat(Bytes.tooSlow(0, Duration.ofSeconds(19))).isFalse();
    assertThat(Bytes.tooSlow(1_000, Duration.ofSeconds(21))).isTrue();
    assertThat(Bytes.tooSlow(1_000_000, Duration.ofSeconds(60))).isFalse();
    assertThat(Bytes.tooSlow(1_000_000, Duration.ofMinutes(10))).isTrue();
  }

  @Test
  void whoSendsWhatDoesNotFitBesideOthersIsToldToComeAgain() throws Exception {
    var budget = new BodyBudget(100);
    var first = new MockHttpServletRequest();
    var second = new MockHttpServletRequest();
    var answer = new MockHttpServletResponse();
    first.setContent("x".repeat(90).getBytes(StandardCharsets.US_ASCII));
    second.setContent("x".repeat(20).getBytes(StandardCharsets.US_ASCII));
    var reached = new CountDownLatch(1);

    budget.doFilter(
        first,
        new MockHttpServletResponse(),
        (request, _) -> {
          Bytes.of((MockHttpServletRequest) request, 1_000);
          budget.doFilter(
              second,
              answer,
              (other, _) -> {
                assertThatThrownBy(() -> Bytes.of((MockHttpServletRequest) other, 1_000))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("again in a moment");
                reached.countDown();
              });
        });

    assertThat(reached.getCount()).isZero();
    assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
  }

  @Test
  void whatARequestHadIsFreeWhenItIsAnsweredAndOneAloneMayHaveMore() throws Exception {
    var budget = new BodyBudget(100);
    for (int i = 0; i < 3; i++) {
      var request = new MockHttpServletRequest();
      request.setContent(new byte[500]);
      budget.doFilter(
          request,
          new MockHttpServletResponse(),
          (same, _) -> assertThat(Bytes.of((MockHttpServletRequest) same, 1_000)).hasSize(500));
    }
  }
}
