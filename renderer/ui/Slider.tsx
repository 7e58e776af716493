import {
  Slider as AriaSlider,
  type SliderProps as AriaSliderProps,
  Label,
  SliderOutput,
  SliderThumb,
  SliderTrack,
} from 'react-aria-components';
import './controls.css';
import { classNames } from './class-names.ts';

export interface SliderProps extends Omit<AriaSliderProps<number>, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly hasOutput?: boolean;
  readonly className?: string;
}

export function Slider({ label, labelHidden = false, hasOutput = true, className, ...rest }: SliderProps) {
  return (
    <AriaSlider {...rest} className={classNames('slider', className)}>
      <div className="slider__head">
        <Label className={labelHidden ? 'visually-hidden' : 'field__label'}>{label}</Label>
        {hasOutput ? <SliderOutput className="slider__output numeric" /> : null}
      </div>
      <SliderTrack className="slider__track">
        {({ state }) => (
          <>
            <div className="slider__rail" />
            <div className="slider__fill" style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
            <SliderThumb className="slider__thumb" />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  );
}
