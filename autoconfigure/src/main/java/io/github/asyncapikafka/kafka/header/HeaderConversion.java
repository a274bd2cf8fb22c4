package io.github.asyncapikafka.kafka.header;

import io.github.asyncapikafka.inspection.type.mapper.TextReader;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.format.Formatter;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;

/**
 * Reads the text of headers as Spring Kafka does for {@code @Header} parameters. Its own
 * conversion service is nowhere to be had, so this is one like it.
 */
public final class HeaderConversion implements TextReader {

	private final ListableBeanFactory beanFactory;

	private @Nullable ConversionService service;

	private HeaderConversion(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Return how the application reads headers.
	 * @param beanFactory has converters and formatters
	 * @return {@code null} if the application calls methods in a way of its own
	 */
	public static @Nullable TextReader of(ListableBeanFactory beanFactory) {
		return (beanFactory.getBeanNamesForType(MessageHandlerMethodFactory.class, true, false).length == 0)
				? new HeaderConversion(beanFactory) : null;
	}

	@Override
	public @Nullable Object read(String text, Class<?> type) {
		try {
			return service().convert(text, type);
		}
		catch (ConversionException ex) {
			throw new IllegalArgumentException("No conversion", ex);
		}
	}

	private ConversionService service() {
		ConversionService service = this.service;
		if (service == null) {
			service = create();
			this.service = service;
		}
		return service;
	}

	private ConversionService create() {
		DefaultFormattingConversionService service = new DefaultFormattingConversionService();
		this.beanFactory.getBeansOfType(Converter.class).values().forEach(service::addConverter);
		this.beanFactory.getBeansOfType(ConverterFactory.class).values().forEach(service::addConverterFactory);
		this.beanFactory.getBeansOfType(GenericConverter.class).values().forEach(service::addConverter);
		this.beanFactory.getBeansOfType(Formatter.class).values().forEach(service::addFormatter);
		return service;
	}

}
