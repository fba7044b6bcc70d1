import { applicationTopics } from './topics/application-topics.js'
import { type IncidentTopic } from './topics/incident-topic.js'
import { infrastructureTopics } from './topics/infrastructure-topics.js'

/** What the placeholders of a topic may become. */
export const topicWords: Readonly<Record<string, readonly string[]>> = {
  site: ['London', 'Hamburg', 'Austin', 'Lisbon'],
  floor: ['ground floor', '2nd floor', '3rd floor', '5th floor', 'annex'],
  app: ['Salesforce', 'SAP', 'Workday', 'Confluence', 'Jira', 'Power BI', 'the expense portal'],
  team: ['Sales', 'Finance', 'Marketing', 'Legal', 'Operations', 'Customer Care', 'Product'],
  laptop: ['ThinkPad X1', 'Latitude 7440', 'MacBook Air', 'EliteBook 840', 'Surface Laptop'],
  room: ['Boardroom A', 'Kingfisher', 'Room 3.12', 'the town hall space', 'Room 5.04'],
}

export const incidentTopics: readonly IncidentTopic[] = [...infrastructureTopics, ...applicationTopics]
