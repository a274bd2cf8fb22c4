package io.github.asyncapikafka.validation.schema;

import java.math.BigDecimal;
import java.math.BigInteger;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import tools.jackson.databind.JsonNode;

/**
 * The formats {@code int32} and {@code int64} of AsyncAPI and OpenAPI: what a number of
 * so many bits can be.
 */
final class IntegerFormat implements Format {

	private final String name;

	private final BigDecimal least;

	private final BigDecimal greatest;

	private IntegerFormat(int bits) {
		BigInteger bound = BigInteger.TWO.pow(bits - 1);
		this.name = "int" + bits;
		this.least = new BigDecimal(bound.negate());
		this.greatest = new BigDecimal(bound.subtract(BigInteger.ONE));
	}

	static IntegerFormat ofBytes(int bytes) {
		return new IntegerFormat(bytes * Byte.SIZE);
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public boolean matches(ExecutionContext executionContext, SchemaContext schemaContext, JsonNode value) {
		if (!value.isNumber()) {
			return true;
		}
		BigDecimal number = value.decimalValue();
		return number.compareTo(this.least) >= 0 && number.compareTo(this.greatest) <= 0;
	}

}
