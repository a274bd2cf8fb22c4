package io.github.asyncapikafka.kafka.header;

/**
 * JSON text that is put together by hand.
 */
final class HeaderText {

	private HeaderText() {
	}

	/**
	 * Return a value, or a JSON object that has it.
	 * @param pointer the JSON pointer to the value, empty for the value itself
	 */
	static String nested(String pointer, Object value) {
		if (pointer.isEmpty()) {
			return value.toString();
		}
		StringBuilder text = new StringBuilder();
		String[] tokens = pointer.substring(1).split("/", -1);
		for (String token : tokens) {
			text.append('{');
			quote(token.replace("~1", "/").replace("~0", "~"), text);
			text.append(':');
		}
		if (value instanceof String string) {
			quote(string, text);
		}
		else {
			text.append(value);
		}
		return text.append("}".repeat(tokens.length)).toString();
	}

	static void quote(String value, StringBuilder text) {
		text.append('"');
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			if (character == '"' || character == '\\') {
				text.append('\\').append(character);
			}
			else if (character < ' ') {
				text.append("\\u00").append((character < 0x10) ? "0" : "").append(Integer.toHexString(character));
			}
			else {
				text.append(character);
			}
		}
		text.append('"');
	}

}
