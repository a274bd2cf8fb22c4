package io.github.asyncapikafka.inspection.type.mapper;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * Values of the Java platform's scalar types, to see what they become.
 */
public final class WritingSamples {

	private static final Map<Class<?>, Object> SAMPLES = new HashMap<>();

	static {
		numbers();
		times();
		add("text", String.class, CharSequence.class);
		add('t', char.class, Character.class);
		add(true, boolean.class, Boolean.class);
		add(new AtomicBoolean(), AtomicBoolean.class);
		add(new byte[] { 1, 2, 3 }, byte[].class);
		add(new char[] { 't' }, char[].class);
		add(UUID.fromString("1b4e28ba-2fa1-11d2-883f-0016d3cca427"), UUID.class);
		add(URI.create("https://example.com/a?b=c"), URI.class);
		add(Locale.ROOT, Locale.class);
		add(Currency.getInstance("EUR"), Currency.class);
		add(Pattern.compile("a"), Pattern.class);
	}

	private WritingSamples() {
	}

	private static void numbers() {
		add(1, int.class, Integer.class);
		add(1L, long.class, Long.class);
		add((short) 1, short.class, Short.class);
		add((byte) 1, byte.class, Byte.class);
		add(BigInteger.ONE, BigInteger.class);
		add(new AtomicInteger(1), AtomicInteger.class);
		add(new AtomicLong(1), AtomicLong.class);
		add(OptionalInt.of(1), OptionalInt.class);
		add(OptionalLong.of(1), OptionalLong.class);
		add(1.5, double.class, Double.class);
		add(1.5f, float.class, Float.class);
		add(new BigDecimal("1.5"), BigDecimal.class);
		add(OptionalDouble.of(1.5), OptionalDouble.class);
	}

	private static void times() {
		OffsetDateTime time = OffsetDateTime.of(2024, 2, 29, 12, 30, 45, 123_000_000, ZoneOffset.ofHours(2));
		add(time, OffsetDateTime.class);
		add(time.toZonedDateTime(), ZonedDateTime.class);
		add(time.toInstant(), Instant.class);
		add(time.toLocalDateTime(), LocalDateTime.class);
		add(time.toLocalDate(), LocalDate.class);
		add(time.toLocalTime(), LocalTime.class);
		add(time.toOffsetTime(), OffsetTime.class);
		add(Date.from(time.toInstant()), Date.class);
		add(GregorianCalendar.from(time.toZonedDateTime()), GregorianCalendar.class, Calendar.class);
		add(Duration.ofMinutes(90), Duration.class);
		add(Period.ofDays(1), Period.class);
		add(Year.of(2024), Year.class);
		add(YearMonth.of(2024, 2), YearMonth.class);
		add(ZoneOffset.UTC, ZoneId.class, ZoneOffset.class);
		add(TimeZone.getTimeZone("UTC"), TimeZone.class);
	}

	private static void add(Object sample, Class<?>... types) {
		for (Class<?> type : types) {
			SAMPLES.put(type, sample);
		}
	}

	/**
	 * Return a value of a type, or {@code null} if none is known.
	 */
	public static @Nullable Object of(JavaType type) {
		Object[] constants = constants(type);
		return (constants.length > 0) ? constants[0] : SAMPLES.get(type.getRawClass());
	}

	/**
	 * Return the constants of an enum, none if the type is something else.
	 */
	public static Object[] constants(JavaType type) {
		Object[] constants = type.isEnumType() ? type.getRawClass().getEnumConstants() : null;
		return (constants != null) ? constants : new Object[0];
	}

}
