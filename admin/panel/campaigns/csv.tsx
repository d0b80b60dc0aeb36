import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useId, useState } from 'react';
import type { CsvLine, CsvPreview, LineFault } from '../../contract.ts';
import { call, Failure } from '../api.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon, CheckIcon } from '../icons.tsx';
import { useWords } from '../words.ts';
import { useCampaignWrite } from './data.ts';
import { useCampaignWords } from './words.ts';

type Props = { campaignId: string; onClose: () => void; onDone: (made: number) => void };

/** Many placements from a list: chosen, dropped or pasted; looked at line by line; made all together or not at all. */
export const CsvImport = ({ campaignId, onClose, onDone }: Props) => {
  const words = useWords();
  const w = useCampaignWords();
  const [source, setSource] = useState<{ name: string; file: Blob } | null>(null);
  const preview = useMutation({
    mutationFn: (file: Blob) => call('previewPlacements', { id: campaignId, body: file }),
  });
  const make = useCampaignWrite((_: { name: string; size: number }, key) =>
    call('importPlacements', { id: campaignId, key, body: source?.file ?? new Blob() }),
  );
  const look = (name: string, file: Blob) => {
    make.reset();
    setSource({ name, file });
    preview.mutate(file);
  };
  const again = () => {
    setSource(null);
    preview.reset();
    make.reset();
  };

  return (
    <section className="panel-box csv" aria-label={w.csv.title}>
      <h3>{w.csv.title}</h3>
      {!preview.data && (
        <>
          <p className="quiet">{w.csv.lead}</p>
          <Source onLook={look} isLooking={preview.isPending} />
        </>
      )}
      <Fault of={preview.error}>
        <BrokenLine fault={preview.error} />
      </Fault>
      {preview.data && source && (
        <>
          <p className="quiet">{source.name ? w.csv.from(source.name) : w.csv.pasted}</p>
          <Preview of={preview.data} />
          <Fault of={make.error} />
        </>
      )}
      <p className="form-does">
        <Button type="button" variant="default" size="md" onClick={onClose}>
          {words.cancel}
        </Button>
        {preview.data && source && (
          <>
            <Button type="button" variant="default" size="md" onClick={again}>
              {w.csv.other}
            </Button>
            {preview.data.faulty === 0 && (
              <Button
                size="md"
                loading={make.isPending}
                onClick={() =>
                  make.mutate({ name: source.name, size: source.file.size }, { onSuccess: ({ made }) => onDone(made) })
                }
              >
                {w.csv.make(preview.data.good)}
              </Button>
            )}
          </>
        )}
      </p>
    </section>
  );
};

const BrokenLine = ({ fault }: { fault: unknown }) => {
  const w = useCampaignWords();
  const line = fault instanceof Failure ? fault.details.line : undefined;
  return typeof line === 'number' ? <span>({w.csv.line(line)})</span> : null;
};

/** Three ways to hand in a list. name: '' for what was pasted. */
const Source = ({ onLook, isLooking }: { onLook: (name: string, file: Blob) => void; isLooking: boolean }) => {
  const w = useCampaignWords();
  const input = useId();
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onLook(file.name, file);
  };
  return (
    <div className="csv-source">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field in it does the same without a mouse */}
      <div
        className="csv-drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <label htmlFor={input}>{w.csv.file}</label>
        <input
          id={input}
          type="file"
          accept=".csv,.txt,.tsv,text/csv"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) onLook(file.name, file);
            // The same file, mended, may be chosen again.
            event.currentTarget.value = '';
          }}
        />
        <span className="quiet">{w.csv.drop}</span>
      </div>
      <form
        className="csv-paste"
        onSubmit={(event) => {
          event.preventDefault();
          if (pasted.trim()) onLook('', new Blob([pasted], { type: 'text/csv' }));
        }}
      >
        <Textarea
          label={w.csv.paste}
          description={
            <>
              {w.csv.exampleTitle}
              <code className="csv-example">{w.csv.example}</code>
            </>
          }
          rows={5}
          autosize={false}
          size="md"
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" size="md" loading={isLooking} disabled={!pasted.trim()}>
          {w.csv.check}
        </Button>
      </form>
      <span className="only-heard" role="status">
        {isLooking ? w.csv.checking : ''}
      </span>
    </div>
  );
};

/** Good lines shown; the rest is as good and only counted. */
const goodShown = 100;

const Preview = ({ of }: { of: CsvPreview }) => {
  const w = useCampaignWords();
  const faulty = of.lines.filter(({ faults }) => faults.length > 0);
  const good = of.lines.filter(({ faults }) => faults.length === 0);
  const columns = of.ignored.map((column) => (/^\d+$/.test(column) ? w.csv.column(column) : column)).join(', ');
  return (
    <div className="csv-preview">
      <p className="csv-sums" role="status">
        {of.good > 0 && (
          <span className="csv-good">
            <CheckIcon />
            {w.csv.good(of.good)}
          </span>
        )}
        {of.faulty > 0 && (
          <span className="csv-faulty">
            <AlertIcon />
            {w.csv.faulty(of.faulty)}
          </span>
        )}
        {columns && <span className="quiet">{w.csv.ignored(columns)}</span>}
      </p>
      {faulty.length > 0 && (
        <>
          <p>{w.csv.mend}</p>
          <h4>{w.csv.faultsFirst}</h4>
          <Lines of={faulty} />
        </>
      )}
      {good.length > 0 && (
        <>
          <h4>{w.csv.goods}</h4>
          <Lines of={good.slice(0, goodShown)} />
          {good.length > goodShown && <p className="quiet">{w.csv.andMore(good.length - goodShown)}</p>}
        </>
      )}
    </div>
  );
};

const Lines = ({ of }: { of: CsvLine[] }) => {
  const w = useCampaignWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <ul className="csv-lines" tabIndex={0}>
      {of.map(({ line, name, spot, faults }) => (
        <li key={line} data-faulty={faults.length > 0 || undefined}>
          <span className="quiet">{w.csv.line(line)}</span>
          <span className="csv-cells">
            <b>{name || w.csv.noName}</b>
            {spot && <span className="quiet">{spot}</span>}
          </span>
          {faults.length > 0 && (
            <span className="csv-why">
              {faults.map((fault) => (
                <FaultWords key={fault.field + fault.wrong} of={fault} />
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};

const FaultWords = ({ of: { field, wrong, line = 0 } }: { of: LineFault }) => {
  const w = useCampaignWords();
  return (
    <span>
      {w.csv.field[field]}: {w.csv.fault[wrong](line)}
    </span>
  );
};
